with worded as (
    select * from {{ ref('int_peers_worded') }}
)

select
    aid_standard_id,
    aid_type_id,
    aid_type,
    aid_type_en,
    city_id,
    city_name,
    city_name_en,
    fiscal_year,
    recipient,
    recipient_en,
    comparable_rank,
    payer,
    evidence_grade,
    annual_low_yuan,
    annual_high_yuan,
    n_peer_cities,
    first_peer_year,
    last_peer_year,
    verdict,
    reason,
    first_quartile_yuan,
    median_yuan,
    third_quartile_yuan,
    distance_yuan,
    distance_pct,
    conversions,
    concat_ws('', city_name, fiscal_year, '年', concat_ws('·', recipient, aid_type), '：')
    || {{ peer_sentence_zh() }} as sentence_zh,
    concat_ws(', ', city_name_en || ' ' || fiscal_year, recipient_en, lower(aid_type_en)) || ': '
    || {{ peer_sentence_en() }} as sentence_en
from worded
