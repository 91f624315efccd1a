-- Orders, where they go, and what is in them.  MODEL: an order has
-- destinations, a destination has shipments, a shipment has quantities of
-- lines.  The columns stand in lib/order/model.c too, with their names for
-- people.  NULL is "not given" unless a comment says more.

CREATE TABLE orders (
	id             INTEGER PRIMARY KEY,
	shop           TEXT NOT NULL,    -- section of sn.conf
	mall           TEXT NOT NULL,    -- kind: rakuten, yahoo ...
	number         TEXT NOT NULL,    -- the mall's order number
	mall_id        TEXT,             -- a second number, where malls have two
	type           TEXT NOT NULL,    -- normal preorder subscription ...
	ordered_at     TEXT NOT NULL,
	mall_state     TEXT NOT NULL,    -- normal form
	mall_word      TEXT,             -- the mall's word for it
	confirm_by     TEXT,
	pay_by         TEXT,
	ship_by        TEXT,
	cancel_by      TEXT,
	by_name        TEXT, by_kana TEXT, by_company TEXT, by_department TEXT,
	by_title       TEXT, by_zip TEXT, by_pref TEXT, by_city TEXT,
	by_town        TEXT, by_building TEXT, by_phone TEXT, by_phone2 TEXT,
	by_mail        TEXT,
	customer       INTEGER,          -- NULL: not matched yet
	member         TEXT,
	device         TEXT,             -- pc, mobile
	subscription   TEXT,
	turn           INTEGER,
	points         INTEGER,          -- points granted
	stated_items   INTEGER,          -- totals as the mall states them; NULL:
	stated_total   INTEGER,          -- not stated, or not fixed yet
	stated_total10 INTEGER,
	stated_total8  INTEGER,
	stated_total0  INTEGER,
	unfixed        INTEGER NOT NULL DEFAULT 0, -- 1: an amount is not fixed
	receipt        INTEGER,          -- 1: wanted
	receipt_name   TEXT,
	remarks_given  TEXT,             -- as received
	remarks        TEXT,             -- as edited
	message        TEXT,
	memo           TEXT,
	sync           INTEGER NOT NULL DEFAULT 1, -- 0: no link with the mall
	source         TEXT,             -- file it came from
	source_row     INTEGER,
	seen           INTEGER,          -- hash of what the mall said last
	sum_items      INTEGER,          -- derived; NULL: unknown
	sum_total      INTEGER,          -- derived; NULL: unknown
	fold_number    TEXT NOT NULL,
	fold_by_name   TEXT, fold_by_kana TEXT, fold_by_org TEXT,
	fold_by_addr   TEXT, fold_by_phone TEXT, fold_by_mail TEXT,
	fold_remarks   TEXT,
	fold_memo      TEXT,
	UNIQUE (shop, number)
) STRICT;
CREATE INDEX orders_number ON orders (fold_number);
CREATE INDEX orders_ordered ON orders (ordered_at);
CREATE INDEX orders_phone ON orders (fold_by_phone);
CREATE INDEX orders_mail ON orders (fold_by_mail);

CREATE TABLE destination (
	id             INTEGER PRIMARY KEY,
	orders         INTEGER NOT NULL REFERENCES orders,
	seq            INTEGER NOT NULL, -- 1, 2 ... within the order
	mall_id        TEXT,             -- the mall's 送付先 or 出荷 number
	to_name        TEXT, to_kana TEXT, to_company TEXT, to_department TEXT,
	to_title       TEXT, to_zip TEXT, to_pref TEXT, to_city TEXT,
	to_town        TEXT, to_building TEXT, to_phone TEXT, to_phone2 TEXT,
	to_mail        TEXT,
	from_name      TEXT, from_kana TEXT, from_company TEXT,
	from_department TEXT, from_title TEXT, from_zip TEXT, from_pref TEXT,
	from_city      TEXT, from_town TEXT, from_building TEXT,
	from_phone     TEXT, from_phone2 TEXT, from_mail TEXT,
	gift           INTEGER NOT NULL DEFAULT 0,
	noshi          TEXT,
	noshi_name     TEXT,
	wrapping       TEXT,
	gift_message   TEXT,
	remarks        TEXT,
	want_date      TEXT,             -- as given
	want_slot      TEXT,             -- as given
	stated_items   INTEGER,
	stated_postage INTEGER,
	stated_total   INTEGER,
	fold_to_name   TEXT, fold_to_kana TEXT, fold_to_org TEXT,
	fold_to_addr   TEXT, fold_to_phone TEXT, fold_to_mail TEXT,
	fold_from_name TEXT, fold_from_addr TEXT, fold_from_phone TEXT,
	fold_remarks   TEXT
) STRICT;
CREATE INDEX destination_orders ON destination (orders);
CREATE INDEX destination_phone ON destination (fold_to_phone);

CREATE TABLE shipment (
	id             INTEGER PRIMARY KEY,
	destination    INTEGER NOT NULL REFERENCES destination,
	seq            INTEGER NOT NULL, -- 1, 2 ... within the destination
	kind           TEXT NOT NULL DEFAULT 'normal',
	replaces       INTEGER REFERENCES shipment, -- of a reship, an exchange
	status         TEXT NOT NULL,
	status_at      TEXT NOT NULL,    -- since when
	box            TEXT,             -- hold box
	route          TEXT NOT NULL,
	carrier        TEXT,
	service        TEXT,
	freight        TEXT NOT NULL DEFAULT 'prepaid',
	temperature    TEXT,             -- NULL: unknown
	ship_date      TEXT,
	deliver_on     TEXT,
	deliver_slot   TEXT,             -- normal form
	pickup_point   TEXT,
	pickup_code    TEXT,
	drop_off       TEXT,
	marks          TEXT,             -- handling marks, separated by spaces
	parcels        INTEGER NOT NULL DEFAULT 1,
	weight         INTEGER,          -- grams
	size           INTEGER,          -- cm, three sides
	label_note     TEXT,
	collect        INTEGER,          -- yen; NULL: computed
	bundled_into   INTEGER REFERENCES shipment,
	labelled_at    TEXT,
	labelled_as    TEXT,             -- hash of what the label shows
	packed_at      TEXT,
	shipped_at     TEXT,
	reported_at    TEXT,
	delivered_at   TEXT,
	cancel         TEXT NOT NULL DEFAULT 'none',
	cancel_from    TEXT              -- buyer shop mall payment duplicate
) STRICT;
CREATE INDEX shipment_destination ON shipment (destination);
CREATE INDEX shipment_status ON shipment (status);
CREATE INDEX shipment_bundled ON shipment (bundled_into)
	WHERE bundled_into IS NOT NULL;
CREATE INDEX shipment_replaces ON shipment (replaces)
	WHERE replaces IS NOT NULL;

CREATE TABLE line (
	id             INTEGER PRIMARY KEY,
	orders         INTEGER NOT NULL REFERENCES orders,
	seq            INTEGER NOT NULL,
	mall_id        TEXT,             -- NULL: added here, never reported
	kind           TEXT NOT NULL DEFAULT 'goods',
	code           TEXT,
	sku            TEXT,
	mall_item      TEXT,
	name           TEXT,
	options        TEXT,
	print_name     TEXT,
	quantity       INTEGER NOT NULL,
	cancelled      INTEGER NOT NULL DEFAULT 0,
	unit_price     INTEGER,          -- NULL: unknown
	tax_rate       INTEGER,          -- per cent
	tax_included   INTEGER,
	temperature    TEXT,
	available_on   TEXT,
	alone          INTEGER NOT NULL DEFAULT 0, -- 1: ships alone
	parent         INTEGER REFERENCES line,    -- the set it is a part of
	fold_name      TEXT, fold_options TEXT, fold_code TEXT, fold_sku TEXT
) STRICT;
CREATE INDEX line_orders ON line (orders);
CREATE INDEX line_parent ON line (parent) WHERE parent IS NOT NULL;

-- How many of a line go with a shipment.
CREATE TABLE shipment_line (
	id             INTEGER PRIMARY KEY,
	shipment       INTEGER NOT NULL REFERENCES shipment,
	line           INTEGER NOT NULL REFERENCES line,
	quantity       INTEGER NOT NULL
) STRICT;
CREATE INDEX shipment_line_shipment ON shipment_line (shipment);
CREATE INDEX shipment_line_line ON shipment_line (line);

CREATE TABLE charge (
	id             INTEGER PRIMARY KEY,
	orders         INTEGER NOT NULL REFERENCES orders,
	destination    INTEGER REFERENCES destination, -- NULL: of the order
	seq            INTEGER NOT NULL,
	kind           TEXT NOT NULL,
	name           TEXT,
	amount         INTEGER,          -- discounts are negative; NULL: not
	                                 -- fixed yet
	tax_rate       INTEGER,
	tax_included   INTEGER,
	funded_by      TEXT              -- shop mall maker
) STRICT;
CREATE INDEX charge_orders ON charge (orders);
CREATE INDEX charge_destination ON charge (destination)
	WHERE destination IS NOT NULL;

CREATE TABLE payment (
	id             INTEGER PRIMARY KEY,
	orders         INTEGER NOT NULL REFERENCES orders,
	seq            INTEGER NOT NULL,
	method         TEXT NOT NULL,
	word           TEXT,             -- the mall's word for it
	timing         TEXT NOT NULL,    -- before auth delivery after none
	state          TEXT NOT NULL,
	agent          TEXT,
	agent_id       TEXT,
	amount         INTEGER,
	paid           INTEGER NOT NULL DEFAULT 0, -- yen that came so far
	due_on         TEXT,
	authorised_at  TEXT,
	paid_at        TEXT,
	matched_with   TEXT
) STRICT;
CREATE INDEX payment_orders ON payment (orders);
CREATE INDEX payment_agent_id ON payment (agent_id)
	WHERE agent_id IS NOT NULL;

CREATE TABLE tracking (
	id             INTEGER PRIMARY KEY,
	shipment       INTEGER NOT NULL REFERENCES shipment,
	parcel         INTEGER NOT NULL, -- 1, 2 ... within the shipment
	carrier        TEXT NOT NULL,
	number         TEXT NOT NULL,    -- digits and letters only
	state          TEXT NOT NULL DEFAULT 'issued',
	state_at       TEXT,
	void           INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX tracking_shipment ON tracking (shipment);
CREATE INDEX tracking_number ON tracking (number);

CREATE TABLE returns (
	id             INTEGER PRIMARY KEY,
	shipment       INTEGER NOT NULL REFERENCES shipment,
	line           INTEGER REFERENCES line, -- NULL: the whole shipment
	quantity       INTEGER,
	reason         TEXT NOT NULL,
	state          TEXT NOT NULL,
	resolution     TEXT,
	refund         INTEGER
) STRICT;
CREATE INDEX returns_shipment ON returns (shipment);
CREATE INDEX returns_line ON returns (line) WHERE line IS NOT NULL;

-- Every word of an order that a person may look for, folded, in one narrow
-- column: a scan of it finds a word among a million orders.
CREATE TABLE search (
	id             INTEGER PRIMARY KEY,     -- of the order
	fold_text      TEXT NOT NULL
) STRICT;
