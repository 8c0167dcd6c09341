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
        {{ as_columns(total_of(interval('heads')), 'heads') }}
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
    own_heads.measure
from rate_groups
inner join own_heads
    on
        rate_groups.project_id = own_heads.project_id
        and rate_groups.aid_type_id = own_heads.aid_type_id
        and rate_groups.recipient_id = own_heads.recipient_id
        and rate_groups.per = own_heads.per
