with standards as (
    select * from {{ ref('aid_comparison') }}
),

judged as (
    select * from {{ ref('int_peers_judged') }}
),

cities as (
    select * from {{ ref('cities_overview') }}
),

meanings as (
    select * from {{ ref('comparability_meanings') }}
),

honour_ranks as (
    select * from {{ ref('honour_ranks') }}
),

payers as (
    select * from {{ ref('payers') }}
),

converted as (
    select
        judged.aid_standard_id,
        string_agg(meanings.meaning_zh, '；' order by meanings.ordinal) as conversions_zh,
        string_agg(meanings.meaning_en, '; ' order by meanings.ordinal) as conversions_en
    from judged
    inner join meanings
        on list_contains(judged.conversions, meanings.code)
    group by judged.aid_standard_id
)

select
    standards.*,
    judged.n_peer_cities,
    judged.verdict,
    judged.reason,
    judged.first_quartile_yuan,
    judged.median_yuan,
    judged.third_quartile_yuan,
    judged.distance_yuan,
    judged.distance_pct,
    judged.first_peer_year,
    judged.last_peer_year,
    judged.has_joined_standards,
    judged.conversions,
    coalesce(cities.city_name_en, standards.city_name) as city_name_en,
    converted.conversions_zh,
    converted.conversions_en,
    meanings.meaning_zh as reason_zh,
    meanings.meaning_en as reason_en,
    honour_ranks.honour_rank_en as comparable_rank_en,
    coalesce(payers.payer_en, standards.payer) as payer_en
from judged
inner join standards
    on judged.aid_standard_id = standards.aid_standard_id
left join cities
    on standards.city_id = cities.city_id
left join converted
    on judged.aid_standard_id = converted.aid_standard_id
left join meanings
    on judged.reason = meanings.code
left join honour_ranks
    on standards.comparable_rank = honour_ranks.honour_rank
left join payers
    on standards.payer = payers.payer
