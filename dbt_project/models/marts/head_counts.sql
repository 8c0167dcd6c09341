with headcounts as (
    select * from {{ ref('int_headcounts_detected') }}
),

aid_types_matched as (
    select * from {{ ref('int_aid_types_matched') }}
),

recipients_matched as (
    select * from {{ ref('int_recipients_matched') }}
),

recipients as (
    select * from {{ ref('dim_recipients') }}
),

targets as (
    select * from {{ ref('indicator_targets') }}
)

select
    targets.indicator_target_id,
    targets.city_id,
    targets.fiscal_year,
    targets.document_id,
    targets.project_id,
    targets.project_name,
    targets.horizon,
    recipients.recipient_id,
    recipients.recipient,
    recipients.recipient_en,
    aid_types_matched.aid_type_id,
    targets.indicator_name,
    targets.target_text,
    targets.comparator,
    headcounts.heads_low,
    headcounts.heads_high,
    headcounts.measure,
    targets.source_path,
    targets.page,
    targets.line_start,
    targets.line_end,
    targets.quote
from headcounts
inner join targets
    on headcounts.indicator_row_id = targets.indicator_target_id
left join aid_types_matched
    on headcounts.indicator_row_id = aid_types_matched.subject_id
left join recipients_matched
    on headcounts.indicator_row_id = recipients_matched.subject_id
left join recipients
    on recipients_matched.recipient_id = recipients.recipient_id
where headcounts.per_kind in ('person', 'household', 'person_or_household')
