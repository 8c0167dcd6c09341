with standards as (
    select * from {{ ref('fct_aid_standards') }}
),

aid_types as (
    select * from {{ ref('dim_aid_types') }}
),

recipients as (
    select * from {{ ref('dim_recipients') }}
),

cities as (
    select * from {{ ref('dim_cities') }}
),

documents as (
    select * from {{ ref('dim_documents') }}
),

projects as (
    select * from {{ ref('dim_projects') }}
),

reconciliations as (
    select * from {{ ref('fct_reconciliations') }}
    where check_name = 'rates_to_budget'
),

corrections as (
    select * from {{ ref('int_corrections_worded') }}
),

judged as (
    select
        *,
        list_contains(flags, 'corrected') as is_corrected,
        case
            when aid_type_id = 'unclassified_aid' then 'not_classified'
            when scope = 'regulation' then 'quoted_rule'
            when list_contains(flags, 'low_confidence') then 'low_confidence'
            when is_lump_sum then 'lump_sum'
            when is_own_contribution then 'own_contribution'
            when is_total_of_parts then 'total_of_parts'
            when symbolic_text is not null then 'symbolic_amount'
            when per is null then 'per_not_stated'
            when annual_low_yuan is null and annual_high_yuan is null then 'period_not_stated'
        end as not_comparable_reason
    from standards
)

select
    judged.aid_standard_id,
    judged.aid_type_id,
    judged.aid_type,
    aid_types.aid_type_en,
    aid_types.aid_family,
    judged.city_id,
    cities.city_name,
    cities.province_name,
    cities.city_level,
    judged.fiscal_year,
    judged.document_id,
    documents.publisher,
    documents.title as document_title,
    judged.project_id,
    projects.project_name,
    judged.recipient_id,
    judged.recipient,
    recipients.recipient_en,
    judged.honour_rank,
    judged.comparable_rank,
    judged.payer,
    judged.comparator,
    judged.amount_text,
    judged.amount_low_yuan,
    judged.amount_high_yuan,
    judged.per,
    judged.pay_period,
    judged.annual_low_yuan,
    judged.annual_high_yuan,
    judged.annual_basis,
    judged.annual_low_yuan / 12 as monthly_low_yuan,
    judged.annual_high_yuan / 12 as monthly_high_yuan,
    judged.symbolic_text,
    judged.origin,
    judged.scope,
    judged.evidence_grade,
    reconciliations.arithmetic_text as reconciliation_text,
    judged.is_lump_sum,
    judged.not_comparable_reason is null as is_comparable,
    judged.not_comparable_reason,
    judged.flags,
    judged.source_path,
    judged.page,
    judged.line_start,
    judged.line_end,
    judged.quote,
    judged.horizon,
    judged.comparable_rank_reason,
    judged.annual_reason_zh,
    judged.annual_reason_en,
    reconciliations.verdict as reconciliation_verdict,
    judged.lump_sum_low_yuan,
    judged.lump_sum_high_yuan,
    judged.derived_low_yuan,
    judged.derived_high_yuan,
    judged.derived_per,
    judged.derived_text,
    case
        when judged.is_corrected
            then nullif(concat_ws('; ', of_rates.correction_text, of_indicators.correction_text), '')
    end as correction_text,
    judged.confidence
from judged
inner join aid_types
    on judged.aid_type_id = aid_types.aid_type_id
inner join documents
    on judged.document_id = documents.document_id
left join cities
    on judged.city_id = cities.city_id
left join projects
    on judged.project_id = projects.project_id
left join recipients
    on judged.recipient_id = recipients.recipient_id
left join reconciliations
    on judged.project_id = reconciliations.project_id
left join corrections as of_rates
    on
        judged.aid_standard_id = of_rates.entity_id
        and of_rates.entity = 'rate'
left join corrections as of_indicators
    on
        judged.indicator_target_id = of_indicators.entity_id
        and of_indicators.entity = 'indicator'
