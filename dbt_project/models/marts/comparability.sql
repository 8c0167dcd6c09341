{#- A view: as rows it would be n(n-1)/2 of n standards. What it says is stored by footing, in footing_pairs. -#}
{% set first_rate = stated('annual', 'yuan', 'first_rates') %}
{% set second_rate = stated('annual', 'yuan', 'second_rates') %}

with standards as (
    select * from {{ ref('aid_comparison') }}
),

footing_pairs as (
    select * from {{ ref('footing_pairs') }}
)

select
    first_rates.aid_standard_id || ':' || second_rates.aid_standard_id as pair_id,
    first_rates.aid_type_id,
    first_rates.aid_standard_id as first_aid_standard_id,
    second_rates.aid_standard_id as second_aid_standard_id,
    first_rates.city_id as first_city_id,
    second_rates.city_id as second_city_id,
    first_rates.fiscal_year as first_fiscal_year,
    second_rates.fiscal_year as second_fiscal_year,
    first_rates.evidence_grade as first_evidence_grade,
    second_rates.evidence_grade as second_evidence_grade,
    footing_pairs.verdict,
    footing_pairs.reason,
    footing_pairs.conversions,
    case when footing_pairs.reason is null then {{ minus(first_rate, second_rate).low }} end as difference_low_yuan,
    case when footing_pairs.reason is null then {{ minus(first_rate, second_rate).high }} end as difference_high_yuan,
    case
        when footing_pairs.reason is not null then null
        when {{ is_below(first_rate, second_rate) }} then 'first_is_lower'
        when {{ is_below(second_rate, first_rate) }} then 'second_is_lower'
        when footing_pairs.verdict != 'only_as_bounds' then 'equal'
        else 'not_known'
    end as order_known
from standards as first_rates
inner join standards as second_rates
    on
        first_rates.aid_type_id = second_rates.aid_type_id
        and first_rates.aid_standard_id < second_rates.aid_standard_id
inner join footing_pairs
    on
        first_rates.footing_id = footing_pairs.first_footing_id
        and second_rates.footing_id = footing_pairs.second_footing_id
