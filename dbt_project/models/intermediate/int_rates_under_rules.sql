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

declared as (
    select
        aid_standard_id as subject_id,
        'declared' as subject_kind,
        document_id,
        project_id,
        city_id,
        fiscal_year,
        aid_type_id,
        recipient_id,
        per,
        per_kind,
        pay_period,
        is_own_contribution,
        is_symbolic,
        {{ as_columns(stated('amount', 'yuan'), 'amount', 'yuan') }},
        {{ as_columns(stated('annual', 'yuan'), 'annual', 'yuan') }},
        amount_text as subject_text,
        evidence_grade
    from rates
    where not is_lump_sum and not is_total_of_parts
),

implied_by_lump_sums as (
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
        per_words.per_kind,
        cast(null as varchar) as pay_period,
        false as is_own_contribution,
        false as is_symbolic,
        {{ as_columns(interval('derived', 'yuan', 'spread'), 'amount', 'yuan') }},
        {{ as_columns(interval('derived', 'yuan', 'spread'), 'annual', 'yuan') }},
        spread.derived_text as subject_text,
        'C' as evidence_grade
    from rates
    inner join spread
        on rates.aid_standard_id = spread.aid_standard_id
    left join per_words
        on spread.derived_per = per_words.per
),

-- what a project that states no rate can pay a head at most
implied_by_budgets as (
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
        means.per_kind,
        cast(null as varchar) as pay_period,
        false as is_own_contribution,
        false as is_symbolic,
        {{ as_columns(interval('mean', 'yuan', 'means'), 'amount', 'yuan') }},
        {{ as_columns(interval('mean', 'yuan', 'means'), 'annual', 'yuan') }},
        means.derivation_text as subject_text,
        'C' as evidence_grade
    from means
    inner join documents
        on means.document_id = documents.document_id
    anti join rates
        on means.project_id = rates.project_id and means.aid_type_id = rates.aid_type_id
)

select * from declared
union all
select * from implied_by_lump_sums
union all
select * from implied_by_budgets
