-- What bundling changed, so that it can be taken back whatever was edited
-- since.

-- One row for each time that a shipment came into a bundle; the newest is
-- the one that it is in.
CREATE TABLE joined (
	id             INTEGER PRIMARY KEY,
	shipment       INTEGER NOT NULL REFERENCES shipment,
	parent         INTEGER NOT NULL REFERENCES shipment,
	before         INTEGER REFERENCES shipment, -- the parent it had; NULL:
	                                 -- it was in no bundle
	status         TEXT NOT NULL,    -- where it stood before
	status_at      TEXT NOT NULL,
	box            TEXT,
	route          TEXT NOT NULL,
	to_status      TEXT NOT NULL,    -- and where it was put
	to_box         TEXT,
	to_route       TEXT NOT NULL,
	postage        TEXT NOT NULL,    -- a second one: keep, drop
	cod_fee        TEXT NOT NULL,
	despite        TEXT              -- conflicts that a person took, by
	                                 -- name; NULL: none
) STRICT;
CREATE INDEX joined_shipment ON joined (shipment);
CREATE INDEX joined_parent ON joined (parent);
CREATE INDEX joined_before ON joined (before) WHERE before IS NOT NULL;

-- Second fees of a bundle that were dropped: the charge that does so.
CREATE TABLE waived (
	id             INTEGER PRIMARY KEY,
	charge         INTEGER NOT NULL UNIQUE REFERENCES charge,
	shipment       INTEGER NOT NULL REFERENCES shipment,
	of             INTEGER NOT NULL, -- the charge that it makes up for; no
	                                 -- reference: the mall may drop it
	amount         INTEGER NOT NULL, -- of that
	payment        INTEGER,          -- due on delivery, which is less now;
	                                 -- NULL: none
	yen            INTEGER NOT NULL DEFAULT 0 -- so much
) STRICT;
CREATE INDEX waived_shipment ON waived (shipment);
