-- What every other table stands on: ids, runs, and what runs changed.
-- Names that begin with fold_ or sum_ are derived columns: not logged,
-- computed again whenever what they come from changes.

-- Ids of every table: never max + 1, so never used twice, also after undo.
CREATE TABLE counter (
	name TEXT PRIMARY KEY,           -- the table
	next INTEGER NOT NULL
) STRICT;

-- One row per writing run.
CREATE TABLE op (
	id        INTEGER PRIMARY KEY,
	at        TEXT NOT NULL,         -- JST without offset, as all times
	who       TEXT NOT NULL,
	argv      TEXT NOT NULL,         -- JSON array
	why       TEXT,                  -- the person's reason; NULL: none given
	conf      TEXT,                  -- hashes of the configuration in
	                                 -- force; NULL: it was not read
	chain     TEXT,                  -- room for a hash chain; NULL so far
	after     INTEGER NOT NULL,      -- its changes have a higher seq,
	upto      INTEGER,               -- and none above this one; NULL while
	                                 -- it runs
	undone_by INTEGER REFERENCES op  -- NULL: what it did stands
) STRICT;
CREATE INDEX op_undone_by ON op (undone_by) WHERE undone_by IS NOT NULL;

-- Which runs an undo took back.  An op with rows here is an undo; an undo
-- whose op was itself undone is a redo of its targets.
CREATE TABLE undoing (
	op     INTEGER NOT NULL REFERENCES op,
	target INTEGER NOT NULL REFERENCES op,
	PRIMARY KEY (op, target)
) STRICT;
CREATE INDEX undoing_target ON undoing (target);

-- The run that holds the write lock; empty between runs.  The triggers read
-- it, so that a write outside a run fails: change.op cannot be NULL.
CREATE TABLE running (
	one INTEGER PRIMARY KEY CHECK (one = 1),
	op  INTEGER NOT NULL REFERENCES op,
	why TEXT                         -- file:line, rule:line or a reason;
	                                 -- NULL: none
) STRICT;

-- One row per changed column.  A row that comes is its id, from NULL; a row
-- that goes is every value it had, to NULL, its id last.  Filled by the
-- triggers that lib/store/log.c makes from this schema.
CREATE TABLE change (
	seq INTEGER PRIMARY KEY,
	op  INTEGER NOT NULL,
	tbl TEXT    NOT NULL,
	id  INTEGER NOT NULL,
	col TEXT    NOT NULL,
	old ANY,
	new ANY,
	why TEXT
) STRICT;
CREATE INDEX change_row ON change (tbl, id);
-- What hung off a row and is gone: by the reference that it had.
CREATE INDEX change_gone ON change (old, col) WHERE new IS NULL
	AND col IN ('id', 'number', 'orders', 'destination', 'shipment', 'line');

-- The mall's last value where ours differs: what a person, a rule or a run
-- changed after the mall gave it.  No row: the current value is the mall's.
CREATE TABLE theirs (
	key   INTEGER PRIMARY KEY,
	tbl   TEXT    NOT NULL,
	id    INTEGER NOT NULL,
	col   TEXT    NOT NULL,
	value ANY,                       -- NULL: the mall left it empty
	UNIQUE (tbl, id, col)
) STRICT;
