-- What rules and people add to the work on shipments.

-- Texts in red on slips, separated by newlines; NULL: none.
ALTER TABLE shipment ADD COLUMN stamps TEXT;

-- How slips mark the line: its name and quantity stand out; NULL: not.
ALTER TABLE line ADD COLUMN mark TEXT;

-- Rules that met a shipment: each does so once, by its title.
CREATE TABLE fired (
	id             INTEGER PRIMARY KEY,
	shipment       INTEGER NOT NULL REFERENCES shipment,
	rule           TEXT NOT NULL,
	stops          INTEGER NOT NULL DEFAULT 0, -- 1: no other rule meets it
	UNIQUE (shipment, rule)
) STRICT;
CREATE INDEX fired_stops ON fired (shipment) WHERE stops = 1;

-- Whom a shop does not want to sell to, or only with care: any one of mail,
-- name, phone or address, compared folded.
CREATE TABLE blacklist (
	id             INTEGER PRIMARY KEY,
	kind           TEXT NOT NULL,    -- mail name phone address
	value          TEXT NOT NULL,
	why            TEXT,
	at             TEXT NOT NULL,
	who            TEXT NOT NULL,
	folded         TEXT NOT NULL,
	UNIQUE (kind, value)
) STRICT;
CREATE INDEX blacklist_folded ON blacklist (kind, folded);

-- What a person called right once and for all: the check of that code says
-- no more of what has that key (an address, folded, with its postal code).
CREATE TABLE learned (
	id             INTEGER PRIMARY KEY,
	code           TEXT NOT NULL,
	key            TEXT NOT NULL,
	why            TEXT,
	at             TEXT NOT NULL,
	who            TEXT NOT NULL,
	UNIQUE (code, key)
) STRICT;
