-- Reference data: what Japan Post says of postal codes, and islands.  Loaded
-- as a whole, not logged, not undone.
DROP TABLE postal;
DROP TABLE island;

CREATE TABLE municipality (
	jis            TEXT PRIMARY KEY, -- five digits
	pref           TEXT NOT NULL,
	city           TEXT NOT NULL     -- with its 郡, or with the ward
) STRICT, WITHOUT ROWID;

-- What a code stands for: towns, or a business and where it is.
CREATE TABLE postal (
	zip            TEXT NOT NULL,
	jis            TEXT NOT NULL,
	town           TEXT NOT NULL,    -- as published
	name           TEXT NOT NULL,    -- of a business; '': a town
	rest           TEXT NOT NULL,    -- 丁目 and number of a business
	kana           TEXT NOT NULL,    -- of town or business
	flags          INTEGER NOT NULL, -- POSTAL_... of lib/order/address.h
	PRIMARY KEY (zip, jis, town, name, rest)
) STRICT, WITHOUT ROWID;
CREATE INDEX postal_jis ON postal (jis, flags);

-- The shop's list of islands; none: the list that comes with sn.
CREATE TABLE island (
	area           TEXT NOT NULL,    -- municipality, or postal code
	town           TEXT NOT NULL,    -- '': all of it
	name           TEXT NOT NULL,    -- of the island
	PRIMARY KEY (area, town)
) STRICT, WITHOUT ROWID;

CREATE TABLE loaded (
	name           TEXT PRIMARY KEY, -- towns businesses islands
	date           TEXT NOT NULL,    -- of the data
	source         TEXT NOT NULL,    -- file or address
	rows           INTEGER NOT NULL,
	loaded_at      TEXT NOT NULL
) STRICT;
