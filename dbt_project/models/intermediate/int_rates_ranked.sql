with rates as (
    select * from {{ ref('int_rates_annualised') }}
),

documents as (
    select * from {{ ref('stg_documents') }}
),

cities as (
    select * from {{ ref('dim_cities') }}
),

recipients as (
    select * from {{ ref('recipients') }}
),

crosswalk as (
    select * from {{ ref('rank_crosswalk') }}
)

select
    rates.*,
    documents.city_id,
    documents.fiscal_year,
    documents.source_path,
    recipients.recipient,
    recipients.honour_rank,
    coalesce(crosswalk.comparable_rank, recipients.honour_rank) as comparable_rank,
    crosswalk.reason as comparable_rank_reason
from rates
inner join documents
    on rates.document_id = documents.document_id
left join cities
    on documents.city_id = cities.city_id
left join recipients
    on rates.recipient_id = recipients.recipient_id
left join crosswalk
    on cities.city_level = crosswalk.city_level and recipients.honour_rank = crosswalk.honour_rank
