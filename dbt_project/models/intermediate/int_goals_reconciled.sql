with goals as (
    select * from {{ ref('stg_goals') }}
),

headcounts as (
    select * from {{ ref('int_headcounts_detected') }}
),

goal_numbers as (
    select
        *,
        regexp_extract({{ normalised('goal_text') }}, '(\d+)(名|人|位|户)', 1) as number_text
    from goals
),

goal_counts as (
    select
        project_id,
        document_id,
        cast(number_text as double) as goal_heads,
        row_number() over (
            partition by project_id
            order by {{ horizon_ordinal('horizon') }}, goal_ordinal
        ) as goal_count_ordinal
    from goal_numbers
    where number_text != ''
),

-- only where all counts of a project agree on one number is it clear which number the goal ought to repeat
head_values as (
    select
        project_id,
        min(coalesce(heads_low, heads_high)) as indicator_heads,
        min(measure) as measure,
        bool_or(heads_low = heads_high) as is_exact
    from headcounts
    group by project_id
    having min(coalesce(heads_low, heads_high)) = max(coalesce(heads_high, heads_low))
),

judged as (
    select
        goal_counts.*,
        head_values.indicator_heads,
        head_values.measure,
        case
            when goal_counts.goal_heads = head_values.indicator_heads then 'exact'
            when head_values.is_exact then 'contradicts'
            else 'gap'
        end as verdict
    from goal_counts
    inner join head_values
        on goal_counts.project_id = head_values.project_id
    where goal_counts.goal_count_ordinal = 1
)

select
    project_id,
    document_id,
    'goal_to_indicator' as check_name,
    goal_heads as computed_value,
    indicator_heads as expected_value,
    verdict,
    '目标 ' || {{ plain_number('goal_heads') }} || measure
    || case verdict when 'exact' then ' = ' else ' ≠ ' end
    || '指标 ' || {{ plain_number('indicator_heads') }} || measure as arithmetic_text,
    {{ flags_with('cast([] as varchar [])', {'goal_contradicts_indicator': "verdict != 'exact'"}) }} as flags
from judged
