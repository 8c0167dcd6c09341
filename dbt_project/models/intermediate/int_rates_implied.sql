with rates as (
    select * from {{ ref('int_rates_graded') }}
    where scope = 'project'
),

spread as (
    select * from {{ ref('int_lump_sums_spread') }}
),

means as (
    select * from {{ ref('int_head_means_derived') }}
),

documents as (
    select * from {{ ref('stg_documents') }}
),

per_words as (
    select * from {{ ref('per_words') }}
),

by_lump_sums as (
    select
        rates.aid_standard_id as subject_id,
        'implied_by_lump_sum' as subject_kind,
        rates.document_id,
        rates.project_id,
        rates.city_id,
        rates.fiscal_year,
        rates.aid_type_id,
        rates.recipient_id,
        spread.derived_per as per,
        {{ as_columns(interval('derived', 'yuan', 'spread'), 'amount', 'yuan') }},
        spread.derived_text as subject_text
    from rates
    inner join spread
        on rates.aid_standard_id = spread.aid_standard_id
),

-- what a project that states no rate can pay a head at most
by_budgets as (
    select
        means.project_id as subject_id,
        'implied_by_budget' as subject_kind,
        means.document_id,
        means.project_id,
        documents.city_id,
        documents.fiscal_year,
        means.aid_type_id,
        means.recipient_id,
        means.measure as per,
        {{ as_columns(interval('mean', 'yuan', 'means'), 'amount', 'yuan') }},
        means.derivation_text as subject_text
    from means
    inner join documents
        on means.document_id = documents.document_id
    anti join rates
        on means.project_id = rates.project_id and means.aid_type_id = rates.aid_type_id
),

implied as (
    select * from by_lump_sums
    union all
    select * from by_budgets
)

-- a budget is a year's, and so is what it leaves a head; what it leaves an occasion (人次) says nothing of a head's year
select
    implied.*,
    per_words.per_kind,
    case when not {{ is_matched('implied.per', "'次$'") }} then implied.amount_low_yuan end as annual_low_yuan,
    case when not {{ is_matched('implied.per', "'次$'") }} then implied.amount_high_yuan end as annual_high_yuan
from implied
left join per_words
    on implied.per = per_words.per
