with indicators as (
    select * from {{ ref('int_indicators_canonical') }}
),

per_words as (
    select * from {{ ref('per_words') }}
),

projects as (
    select * from {{ ref('stg_projects') }}
),

-- what a project pays for by the piece (元/家, 元/亩) is counted too, for its costs
pieces as (
    select distinct
        project_id,
        per
    from {{ ref('stg_rates') }}
    where per is not null
),

counts as (
    select
        indicators.*,
        coalesce(
            per_words.per_kind,
            pieces.per,
            case
                when indicators.measure is not null then null
                when {{ is_matched('indicators.name_words', "'人数|人次'") }} then 'person'
                when {{ is_matched('indicators.name_words', "'户数'") }} then 'household'
            end
        ) as per_kind,
        {{ horizon_ordinal('indicators.horizon') }} as horizon_ordinal
    from indicators
    left join per_words
        on indicators.measure = per_words.per
    left join pieces
        on indicators.project_id = pieces.project_id and indicators.measure = pieces.per
    where indicators.role in ('head_count', 'head_total')
),

headcounts as (
    select
        *,
        min(horizon_ordinal) over (partition by project_id) as first_horizon_ordinal
    from counts
    where per_kind is not null
)

select
    headcounts.indicator_row_id,
    headcounts.document_id,
    headcounts.project_id,
    projects.project_name,
    headcounts.indicator_name,
    headcounts.horizon,
    headcounts.per_kind,
    coalesce(headcounts.measure, case headcounts.per_kind when 'household' then '户' else '人' end) as measure,
    {{ as_columns(stated('target', table='headcounts'), 'heads') }},
    headcounts.role = 'head_total' as is_total,
    headcounts.row_ordinal
from headcounts
left join projects
    on headcounts.project_id = projects.project_id
where headcounts.horizon_ordinal = headcounts.first_horizon_ordinal
