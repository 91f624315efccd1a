-- Goods and people as masters, and what staff and checks add to orders.

CREATE TABLE item (
	id             INTEGER PRIMARY KEY,
	code           TEXT NOT NULL UNIQUE,
	name           TEXT,
	print_name     TEXT,
	category       TEXT,
	supplier       TEXT,
	tax_rate       INTEGER,
	temperature    TEXT,
	tolerates      TEXT,             -- temperatures, separated by spaces
	weight         INTEGER,          -- grams
	size           INTEGER           -- cm, three sides
) STRICT;

-- What a shop calls an item.  shop '' is every shop.
CREATE TABLE item_alias (
	id             INTEGER PRIMARY KEY,
	item           INTEGER NOT NULL REFERENCES item,
	shop           TEXT NOT NULL DEFAULT '',
	alias          TEXT NOT NULL,
	UNIQUE (alias, shop)
) STRICT;
CREATE INDEX item_alias_item ON item_alias (item);

CREATE TABLE item_part (
	id             INTEGER PRIMARY KEY,
	item           INTEGER NOT NULL REFERENCES item,
	part           INTEGER NOT NULL REFERENCES item,
	quantity       INTEGER NOT NULL
) STRICT;
CREATE INDEX item_part_item ON item_part (item);
CREATE INDEX item_part_part ON item_part (part);

CREATE TABLE customer (
	id             INTEGER PRIMARY KEY,
	name           TEXT,
	kana           TEXT,
	rank           TEXT,
	purchases      INTEGER NOT NULL DEFAULT 0, -- cancelled, reshipped: not
	amount         INTEGER NOT NULL DEFAULT 0,
	merged_into    INTEGER REFERENCES customer -- NULL: stands for itself
) STRICT;
CREATE INDEX customer_merged ON customer (merged_into)
	WHERE merged_into IS NOT NULL;

-- shop '' : the key holds in every shop.
CREATE TABLE customer_key (
	id             INTEGER PRIMARY KEY,
	customer       INTEGER NOT NULL REFERENCES customer,
	kind           TEXT NOT NULL,    -- member mail phone
	shop           TEXT NOT NULL DEFAULT '',
	value          TEXT NOT NULL,    -- folded
	UNIQUE (kind, value, shop)
) STRICT;
CREATE INDEX customer_key_customer ON customer_key (customer);

CREATE TABLE address (
	id             INTEGER PRIMARY KEY,
	customer       INTEGER NOT NULL REFERENCES customer,
	name           TEXT, kana TEXT, company TEXT, department TEXT,
	title          TEXT, zip TEXT, pref TEXT, city TEXT, town TEXT,
	building       TEXT, phone TEXT, phone2 TEXT, mail TEXT,
	used_at        TEXT
) STRICT;
CREATE INDEX address_customer ON address (customer);

CREATE TABLE tag (
	id             INTEGER PRIMARY KEY,
	shipment       INTEGER NOT NULL REFERENCES shipment,
	tag            TEXT NOT NULL,
	UNIQUE (shipment, tag)
) STRICT;
CREATE INDEX tag_tag ON tag (tag);

-- What a check, an import or a label run saw.  Open ones of severity error
-- or warning stop a shipment.
CREATE TABLE finding (
	id             INTEGER PRIMARY KEY,
	orders         INTEGER NOT NULL REFERENCES orders,
	shipment       INTEGER REFERENCES shipment, -- NULL: the whole order
	code           TEXT NOT NULL,
	severity       TEXT NOT NULL,    -- error warning note
	field          TEXT,             -- table.id.column; NULL: no one field
	saw            TEXT,
	expected       TEXT,
	source         TEXT,             -- where the expectation comes from
	state          TEXT NOT NULL DEFAULT 'open', -- open acked closed
	opened_at      TEXT NOT NULL,
	closed_at      TEXT,
	ack_by         TEXT,
	ack_why        TEXT
) STRICT;
CREATE INDEX finding_orders ON finding (orders);
CREATE INDEX finding_shipment ON finding (shipment)
	WHERE shipment IS NOT NULL;
CREATE INDEX finding_open ON finding (code) WHERE state = 'open';

CREATE TABLE note (
	id             INTEGER PRIMARY KEY,
	orders         INTEGER NOT NULL REFERENCES orders,
	at             TEXT NOT NULL,
	who            TEXT NOT NULL,
	text           TEXT NOT NULL
) STRICT;
CREATE INDEX note_orders ON note (orders);

CREATE TABLE saved_query (
	id             INTEGER PRIMARY KEY,
	name           TEXT NOT NULL UNIQUE,
	query          TEXT NOT NULL
) STRICT;
