{% set is_overlap = '(count(*) > 1 or bool_or(coalesce(is_overlap_possible, false)))' %}

with rate_groups as (
    select * from {{ ref('int_payable_rates_grouped') }}
),

pairs as (
    select * from {{ ref('int_headcounts_paired') }}
),

own_heads as (
    select
        project_id,
        aid_type_id,
        recipient_id,
        per,
        min(measure) as measure,
        -- the same recipients counted in two measures (人, 人次) are the same people
        {{ is_overlap }} as is_overlap_possible,
        {{ as_columns(union_of(interval('heads'), is_overlap), 'heads') }}
    from pairs
    where is_same_recipient
    group by project_id, aid_type_id, recipient_id, per
)

select
    rate_groups.project_id,
    rate_groups.aid_type_id,
    rate_groups.recipient_id,
    rate_groups.per,
    {{ as_columns(interval('yuan', table='rate_groups'), 'yuan') }},
    rate_groups.yuan_measure,
    rate_groups.rate_count,
    rate_groups.has_exact_tiers,
    {{ as_columns(interval('heads', table='own_heads'), 'heads') }},
    own_heads.is_overlap_possible,
    own_heads.measure
from rate_groups
inner join own_heads
    on
        rate_groups.project_id = own_heads.project_id
        and rate_groups.aid_type_id = own_heads.aid_type_id
        and rate_groups.recipient_id = own_heads.recipient_id
        and rate_groups.per = own_heads.per
