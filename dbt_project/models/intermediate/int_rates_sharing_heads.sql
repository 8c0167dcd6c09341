{#- people of different ranks are different people; of other recipients, or in two measures, nobody knows -#}
{% set is_overlap %}(
            bool_or(coalesce(is_overlap_possible, false))
            or count(*) > 1 and (count(distinct honour_rank) < count(*) or count(distinct measure) > 1)
        ){% endset %}

with rate_groups as (
    select * from {{ ref('int_payable_rates_grouped') }}
),

pairs as (
    select * from {{ ref('int_headcounts_paired') }}
),

matched as (
    select * from {{ ref('int_rates_with_own_heads') }}
),

recipients as (
    select * from {{ ref('recipients') }}
),

rest_rates as (
    select
        rate_groups.project_id,
        rate_groups.aid_type_id,
        rate_groups.per,
        {{ as_columns(hull_of(interval('yuan', table='rate_groups')), 'yuan') }},
        max(rate_groups.yuan_measure) as yuan_measure,
        sum(rate_groups.rate_count) as rate_count,
        bool_and(rate_groups.has_exact_tiers) as has_exact_tiers
    from rate_groups
    anti join matched
        on
            rate_groups.project_id = matched.project_id
            and rate_groups.aid_type_id = matched.aid_type_id
            and rate_groups.recipient_id = matched.recipient_id
            and rate_groups.per = matched.per
    group by rate_groups.project_id, rate_groups.aid_type_id, rate_groups.per
),

-- heads that are somebody's own are not counted again
rest_heads as (
    select distinct
        pairs.project_id,
        pairs.aid_type_id,
        pairs.per,
        pairs.head_recipient_id,
        pairs.measure,
        pairs.is_overlap_possible,
        recipients.honour_rank,
        {{ as_columns(interval('heads', table='pairs'), 'heads') }}
    from pairs
    left join recipients
        on pairs.head_recipient_id = recipients.recipient_id
    anti join pairs as own_pairs
        on
            own_pairs.is_same_recipient
            and pairs.project_id = own_pairs.project_id
            and pairs.aid_type_id = own_pairs.aid_type_id
            and pairs.head_recipient_id = own_pairs.recipient_id
            and pairs.measure = own_pairs.measure
),

rest_sums as (
    select
        project_id,
        aid_type_id,
        per,
        min(measure) as measure,
        {{ is_overlap }} as is_overlap_possible,
        {{ as_columns(union_of(interval('heads'), is_overlap), 'heads') }}
    from rest_heads
    group by project_id, aid_type_id, per
)

select
    rest_rates.project_id,
    rest_rates.aid_type_id,
    cast(null as varchar) as recipient_id,
    rest_rates.per,
    {{ as_columns(interval('yuan', table='rest_rates'), 'yuan') }},
    rest_rates.yuan_measure,
    rest_rates.rate_count,
    rest_rates.has_exact_tiers,
    {{ as_columns(interval('heads', table='rest_sums'), 'heads') }},
    rest_sums.is_overlap_possible,
    rest_sums.measure
from rest_rates
left join rest_sums
    on
        rest_rates.project_id = rest_sums.project_id
        and rest_rates.aid_type_id = rest_sums.aid_type_id
        and rest_rates.per = rest_sums.per
