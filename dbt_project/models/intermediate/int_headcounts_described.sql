with headcounts as (
    select * from {{ ref('int_headcounts_detected') }}
),

aid_types_matched as (
    select * from {{ ref('int_aid_types_matched') }}
),

recipients_matched as (
    select * from {{ ref('int_recipients_matched') }}
),

rate_groups as (
    select * from {{ ref('int_payable_rates_grouped') }}
),

lump_sums as (
    select
        project_id,
        aid_type_id
    from {{ ref('int_rates_deduplicated') }}
    where is_lump_sum
),

project_aid_types as (
    select
        project_id,
        aid_type_id
    from rate_groups
    where aid_type_id != 'other_payment'
    union
    select
        project_id,
        aid_type_id
    from lump_sums
),

-- a project that pays one kind of aid counts its people for that aid, whatever the count is called
only_aid_types as (
    select
        project_id,
        min(aid_type_id) as only_aid_type_id
    from project_aid_types
    group by project_id
    having count(*) = 1
)

select
    headcounts.*,
    recipients_matched.recipient_id,
    case
        when headcounts.per_kind not in ('person', 'household', 'person_or_household') then 'other_payment'
        else coalesce(only_aid_types.only_aid_type_id, aid_types_matched.aid_type_id)
    end as aid_type_id
from headcounts
left join aid_types_matched
    on headcounts.indicator_row_id = aid_types_matched.subject_id
left join recipients_matched
    on headcounts.indicator_row_id = recipients_matched.subject_id
left join only_aid_types
    on headcounts.project_id = only_aid_types.project_id
