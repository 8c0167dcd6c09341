with rate_groups as (
    select * from {{ ref('int_payable_rates_grouped') }}
),

head_groups as (
    select * from {{ ref('int_headcounts_grouped') }}
),

pairs as (
    select
        rate_groups.project_id,
        rate_groups.aid_type_id,
        rate_groups.recipient_id,
        rate_groups.per,
        head_groups.recipient_id as head_recipient_id,
        head_groups.measure,
        {{ as_columns(interval('heads', table='head_groups'), 'heads') }},
        head_groups.is_overlap_possible,
        coalesce(rate_groups.recipient_id = head_groups.recipient_id, false) as is_same_recipient,
        rate_groups.per = head_groups.measure as is_same_measure
    from rate_groups
    inner join head_groups
        on
            rate_groups.project_id = head_groups.project_id
            and rate_groups.aid_type_id = head_groups.aid_type_id
            and (rate_groups.per_kind = head_groups.per_kind or head_groups.per_kind = 'person_or_household')
),

-- 元/人次 goes with 人次 where the aid counts them; with 人 where it counts nothing else
judged as (
    select
        *,
        max(is_same_measure) over (partition by project_id, aid_type_id, per) as has_same_measure
    from pairs
)

select
    project_id,
    aid_type_id,
    recipient_id,
    per,
    head_recipient_id,
    measure,
    {{ as_columns(interval('heads'), 'heads') }},
    is_overlap_possible,
    is_same_recipient
from judged
where is_same_measure or not has_same_measure
