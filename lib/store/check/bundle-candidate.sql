-- title: could go in one parcel with others
-- ja: 同梱できる伝票がある
-- severity: note
-- As sn-bundle find has them.  So many that nobody reads them are counted.
WITH mates (ids, n) AS MATERIALIZED (
       SELECT value, json_array_length(value) FROM json_each(sn_mates()))
SELECT t.orders, t.id AS shipment,
       'shipment.' || t.id || '.bundled_into' AS field, NULL AS saw,
       CASE WHEN g.n > 20 THEN g.n
            ELSE replace(trim(g.ids, '[]'), ',', ' ') END AS expected,
       NULL AS source
  FROM mates g
  JOIN json_each(g.ids) m
  JOIN todo t ON t.id = m.value
