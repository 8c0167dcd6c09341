with standards as (
    select * from {{ ref('aid_comparison') }}
),

measured as (
    select * from {{ ref('int_peers_measured') }}
),

judged as (
    select
        standards.aid_standard_id,
        coalesce(measured.n_peer_cities, 0) as n_peer_cities,
        case
            when standards.not_comparable_reason is not null then 'not_comparable'
            when not standards.is_latest then 'superseded'
            when not coalesce(standards.annual_low_yuan = standards.annual_high_yuan, false) then 'only_bounds'
            when coalesce(measured.n_peer_cities, 0) < {{ var('peers_needed') }} then 'too_few'
            else 'compared'
        end as verdict,
        standards.not_comparable_reason as reason,
        standards.footing_id,
        standards.city_id,
        standards.annual_high_yuan as own_yuan
    from standards
    left join measured
        on standards.footing_id = measured.footing_id and standards.city_id = measured.city_id
)

-- of too few cities nothing is said: a quartile would be one city's accident
select
    judged.aid_standard_id,
    judged.n_peer_cities,
    judged.verdict,
    judged.reason,
    measured.first_quartile_yuan,
    measured.median_yuan,
    measured.third_quartile_yuan,
    judged.own_yuan - measured.median_yuan as distance_yuan,
    100 * (judged.own_yuan - measured.median_yuan) / nullif(measured.median_yuan, 0) as distance_pct,
    measured.first_peer_year,
    measured.last_peer_year,
    measured.has_joined_standards,
    measured.conversions
from judged
left join measured
    on
        judged.verdict = 'compared'
        and judged.footing_id = measured.footing_id
        and judged.city_id = measured.city_id
