with standards as (
    select
        *,
        {{ last_comparable_year('standards') }} as last_fiscal_year
    from {{ ref('aid_comparison') }} as standards
),

collected as (
    select * from {{ ref('int_peers_collected') }}
),

cities as (
    select * from {{ ref('cities_overview') }}
),

meanings as (
    select * from {{ ref('comparability_meanings') }}
),

quartiles as (
    select
        aid_standard_id,
        count(*) as n_peer_cities,
        quantile_cont(peer_yuan, 0.25) as first_quartile_yuan,
        median(peer_yuan) as median_yuan,
        quantile_cont(peer_yuan, 0.75) as third_quartile_yuan,
        list_sort(list_distinct(flatten(list(conversions)))) as conversions
    from collected
    group by aid_standard_id
),

judged as (
    select
        standards.aid_standard_id,
        standards.aid_type_id,
        standards.aid_type,
        standards.aid_type_en,
        standards.city_id,
        standards.city_name,
        cities.city_name_en,
        standards.fiscal_year,
        standards.recipient,
        standards.recipient_en,
        standards.evidence_grade,
        standards.annual_low_yuan,
        standards.annual_high_yuan,
        coalesce(quartiles.n_peer_cities, 0) as n_peer_cities,
        case
            when standards.not_comparable_reason is not null then 'not_comparable'
            when standards.fiscal_year < standards.last_fiscal_year then 'superseded'
            when not coalesce(standards.annual_low_yuan = standards.annual_high_yuan, false) then 'only_bounds'
            when coalesce(quartiles.n_peer_cities, 0) < {{ var('peers_needed') }} then 'too_few'
            else 'compared'
        end as verdict,
        standards.not_comparable_reason as reason
    from standards
    left join quartiles
        on standards.aid_standard_id = quartiles.aid_standard_id
    left join cities
        on standards.city_id = cities.city_id
),

basis as (
    select
        quartiles.aid_standard_id,
        string_agg(meanings.meaning_zh, '；' order by meanings.ordinal) as basis_zh,
        string_agg(meanings.meaning_en, '; ' order by meanings.ordinal) as basis_en
    from quartiles
    inner join meanings
        on list_contains(quartiles.conversions, meanings.code)
    group by quartiles.aid_standard_id
),

measured as (
    select
        judged.*,
        shown.first_quartile_yuan,
        shown.median_yuan,
        shown.third_quartile_yuan,
        judged.annual_high_yuan - shown.median_yuan as distance_yuan,
        100 * (judged.annual_high_yuan - shown.median_yuan) / nullif(shown.median_yuan, 0) as distance_pct,
        shown.conversions,
        basis.basis_zh,
        basis.basis_en,
        meanings.meaning_zh as reason_zh,
        meanings.meaning_en as reason_en
    from judged
    left join quartiles as shown
        on judged.aid_standard_id = shown.aid_standard_id and judged.verdict = 'compared'
    left join basis
        on judged.aid_standard_id = basis.aid_standard_id
    left join meanings
        on judged.reason = meanings.code
)

select
    * exclude (basis_zh, basis_en, reason_zh, reason_en),
    concat_ws('', city_name, fiscal_year, '年', recipient, aid_type, '：') || {{ peer_sentence_zh() }} as sentence_zh,
    concat_ws(', ', coalesce(city_name_en, city_name) || ' ' || fiscal_year, recipient_en, lower(aid_type_en)) || ': '
    || {{ peer_sentence_en() }} as sentence_en
from measured
