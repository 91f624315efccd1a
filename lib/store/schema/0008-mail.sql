-- What leaves by mail and comes in by it, the steps of automation, and which
-- shipments were checked since they changed.

-- Facts about the store as a whole, such as that it is a rehearsal.
CREATE TABLE property (
	name           TEXT PRIMARY KEY,
	value          TEXT NOT NULL
) STRICT;

-- Effects go through a channel, such as "mail rakuten-main", which has its
-- own limits, and reach a target, such as a mail address, folded.
ALTER TABLE outbox ADD COLUMN channel TEXT;
ALTER TABLE outbox ADD COLUMN target TEXT;   -- NULL: nobody in particular
ALTER TABLE outbox ADD COLUMN title TEXT;    -- for lists: a mail's subject
ALTER TABLE outbox ADD COLUMN message_id TEXT; -- a mail's, that answers name
-- What a sender takes next; next_at lets it pass by what waits.
CREATE INDEX outbox_due ON outbox (kind, channel, id, next_at)
	WHERE state IN ('queued', 'failed');
CREATE INDEX outbox_shipment ON outbox (shipment);
CREATE INDEX outbox_message ON outbox (message_id)
	WHERE message_id IS NOT NULL;
CREATE INDEX outbox_target ON outbox (target) WHERE target IS NOT NULL;
CREATE INDEX outbox_done ON outbox (channel, done_at)
	WHERE done_at IS NOT NULL;

-- What became of effects by a run, a person's or an undo: who and why is told
-- by op.  What senders do is told by the row itself.
CREATE TABLE handled (
	id             INTEGER PRIMARY KEY,
	op             INTEGER NOT NULL REFERENCES op,
	effect         INTEGER NOT NULL REFERENCES outbox,
	old            TEXT NOT NULL,    -- states
	new            TEXT NOT NULL
) STRICT;
CREATE INDEX handled_op ON handled (op);
CREATE INDEX handled_effect ON handled (effect);

-- Files that effects send along, each once.  Not logged, never undone.
CREATE TABLE enclosure (
	sha256         TEXT PRIMARY KEY,
	bytes          BLOB NOT NULL
) STRICT;

-- Shipments that were checked, when the log had come to seq.  One that
-- changed since has no row once lib/store/checked.c has looked.  Derived
-- from the log: not logged itself.
CREATE TABLE checked (
	shipment       INTEGER PRIMARY KEY,
	seq            INTEGER NOT NULL
) STRICT;

-- Steps of automation: each is done once for its order or shipment.  A
-- failed one is tried by the next run; an unknown one, which was claimed
-- when the machine stopped, is for people.
CREATE TABLE step (
	id             INTEGER PRIMARY KEY,
	robo           TEXT NOT NULL,    -- section of robo.conf
	step           TEXT NOT NULL,    -- as it stands there
	orders         INTEGER REFERENCES orders,     -- one of these two:
	shipment       INTEGER REFERENCES shipment,   -- the other is NULL
	state          TEXT NOT NULL,    -- done failed claimed unknown
	cause          TEXT,             -- of the failure; NULL: none
	at             TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX step_orders ON step (orders, robo, step)
	WHERE orders IS NOT NULL;
CREATE UNIQUE INDEX step_shipment ON step (shipment, robo, step)
	WHERE shipment IS NOT NULL;
CREATE INDEX step_left ON step (state) WHERE state <> 'done';

-- What came to a status within some days, however many stand in it.
DROP INDEX shipment_status;
CREATE INDEX shipment_status ON shipment (status, status_at);

-- Mail that came in.  The bytes are kept as they came; nothing else of a
-- message is on disk until somebody asks for it.
CREATE TABLE letter (
	id             INTEGER PRIMARY KEY,
	inbox          TEXT NOT NULL,    -- section of sn.conf
	uid            TEXT,             -- the server's, validity:uid of ten
	                                 -- digits each; NULL: from a file
	message_id     TEXT,             -- without < and >
	reply_to_id    TEXT,             -- what it answers, of the same form
	kind           TEXT NOT NULL DEFAULT 'inquiry', -- phone, bounce,
	                                 -- automatic
	by_name        TEXT,
	by_mail        TEXT,             -- folded
	to_mail        TEXT,             -- folded
	subject        TEXT,
	body           TEXT,             -- the text that a person reads
	files          INTEGER NOT NULL DEFAULT 0, -- attachments
	cause          TEXT,             -- why it was not read whole, in
	                                 -- English, or why it came back
	at             TEXT,             -- as the message says
	came_at        TEXT NOT NULL,
	shop           TEXT,             -- NULL: not known
	orders         INTEGER,          -- NULL: not matched; no reference:
	                                 -- an undo may remove it
	matched        TEXT,             -- by what: answer number mail hand
	thread         INTEGER NOT NULL, -- the first letter of it
	state          TEXT NOT NULL DEFAULT 'open', -- open waiting closed
	who            TEXT,             -- who answered or closed it
	state_at       TEXT NOT NULL,
	sha256         TEXT NOT NULL     -- of its bytes
) STRICT;
CREATE INDEX letter_orders ON letter (orders) WHERE orders IS NOT NULL;
CREATE INDEX letter_state ON letter (state) WHERE state <> 'closed';
CREATE INDEX letter_message ON letter (message_id);
CREATE INDEX letter_bounce ON letter (reply_to_id) WHERE kind = 'bounce';
CREATE INDEX letter_uid ON letter (inbox, uid) WHERE uid IS NOT NULL;
CREATE INDEX letter_thread ON letter (thread);
CREATE UNIQUE INDEX letter_once ON letter (inbox, sha256);

-- Not logged, never undone: what an undone run brought is there when the
-- undo is undone.
CREATE TABLE letter_bytes (
	id             INTEGER PRIMARY KEY, -- of the letter
	bytes          BLOB NOT NULL
) STRICT;

-- How far folders of servers are read: every message with a higher uid is
-- new, as long as the folder has that UIDVALIDITY.  Not logged.
CREATE TABLE inbox (
	name           TEXT PRIMARY KEY, -- section of sn.conf
	validity       INTEGER NOT NULL,
	floor          INTEGER NOT NULL
) STRICT;

-- Addresses that mail came back from.
CREATE TABLE bounced (
	id             INTEGER PRIMARY KEY,
	mail           TEXT NOT NULL UNIQUE, -- folded
	hard           INTEGER NOT NULL, -- 1: no such address
	times          INTEGER NOT NULL,
	cause          TEXT,             -- what the other server said
	at             TEXT NOT NULL
) STRICT;
