with standards as (
    select * exclude (stated_in, is_own_contribution, is_total_of_parts, statement_count, indicator_target_id)
    from {{ ref('fct_aid_standards') }}
),

footings as (
    select * from {{ ref('int_rates_footed') }}
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
    select * from {{ ref('int_rates_corrected') }}
)

select
    standards.*,
    standards.annual_low_yuan / 12 as monthly_low_yuan,
    standards.annual_high_yuan / 12 as monthly_high_yuan,
    footings.footing_id,
    footings.not_comparable_reason is null as is_comparable,
    footings.not_comparable_reason,
    footings.is_latest,
    aid_types.aid_type_en,
    aid_types.aid_family,
    recipients.recipient_en,
    cities.city_name,
    cities.province_name,
    cities.city_level,
    documents.publisher,
    documents.title as document_title,
    projects.project_name,
    reconciliations.verdict as reconciliation_verdict,
    reconciliations.arithmetic_text as reconciliation_text,
    corrections.correction_text
from standards
inner join footings
    on standards.aid_standard_id = footings.aid_standard_id
inner join aid_types
    on standards.aid_type_id = aid_types.aid_type_id
inner join documents
    on standards.document_id = documents.document_id
left join cities
    on standards.city_id = cities.city_id
left join projects
    on standards.project_id = projects.project_id
left join recipients
    on standards.recipient_id = recipients.recipient_id
left join reconciliations
    on standards.project_id = reconciliations.project_id
left join corrections
    on standards.aid_standard_id = corrections.aid_standard_id
-- one kind of aid lies together, and in it one city: who asks for one kind reads nothing of the others
order by standards.aid_type_id asc, standards.city_id asc, standards.fiscal_year asc, standards.aid_standard_id asc
