-- What left the shop.  None of these tables is ever undone.

-- A file that was written, or is about to be: its bytes come first, then
-- the file, so that it can be written again byte for byte.
CREATE TABLE batch (
	id             INTEGER PRIMARY KEY,
	op             INTEGER NOT NULL REFERENCES op,
	kind           TEXT NOT NULL,    -- label push pick ...
	format         TEXT NOT NULL,
	file           TEXT,             -- NULL: standard output
	at             TEXT NOT NULL,
	written_at     TEXT,             -- NULL: not known to be written
	rows           INTEGER NOT NULL,
	sha256         TEXT NOT NULL,
	bytes          BLOB NOT NULL
) STRICT;
CREATE INDEX batch_op ON batch (op);

CREATE TABLE batch_shipment (
	id             INTEGER PRIMARY KEY,
	batch          INTEGER NOT NULL REFERENCES batch,
	seq            INTEGER NOT NULL, -- order within the file
	shipment       INTEGER NOT NULL  -- no reference: undo may remove it
) STRICT;
CREATE INDEX batch_shipment_batch ON batch_shipment (batch);
CREATE INDEX batch_shipment_shipment ON batch_shipment (shipment);

-- Effects on the outside world: claimed, called, recorded.
CREATE TABLE outbox (
	id             INTEGER PRIMARY KEY,
	key            TEXT NOT NULL UNIQUE, -- makes a second one impossible
	op             INTEGER NOT NULL REFERENCES op,
	kind           TEXT NOT NULL,
	orders         INTEGER,          -- no references: undo may remove them
	shipment       INTEGER,
	state          TEXT NOT NULL,    -- queued claimed done failed dead
	                                 -- unknown cancelled
	payload        TEXT,
	result         TEXT,
	error          TEXT,             -- 'undone': cancelled by an undo
	attempts       INTEGER NOT NULL DEFAULT 0,
	made_at        TEXT NOT NULL,
	next_at        TEXT,
	claimed_at     TEXT,
	done_at        TEXT
) STRICT;
CREATE INDEX outbox_state ON outbox (state, next_at);
CREATE INDEX outbox_orders ON outbox (orders);
CREATE INDEX outbox_op ON outbox (op);

-- Reference data, loaded as a whole and not logged row by row.
CREATE TABLE postal (
	zip            TEXT NOT NULL,
	code           TEXT,             -- municipality
	pref           TEXT NOT NULL,
	city           TEXT NOT NULL,
	town           TEXT,
	kind           TEXT NOT NULL,    -- area business
	flags          TEXT
) STRICT;
CREATE INDEX postal_zip ON postal (zip);

CREATE TABLE island (
	zip            TEXT,             -- NULL: every one of the town
	pref           TEXT NOT NULL,
	city           TEXT NOT NULL,
	town           TEXT
) STRICT;
CREATE INDEX island_zip ON island (zip);

CREATE TABLE holiday (
	day            TEXT PRIMARY KEY,
	name           TEXT NOT NULL
) STRICT;
