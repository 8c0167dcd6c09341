with goals as (
    select * from {{ ref('stg_goals') }}
),

head_values as (
    select * from {{ ref('int_heads_agreed') }}
),

goal_numbers as (
    select
        *,
        -- 每批40人 counts a part: the first number that no 每 stands before
        regexp_extract(
            regexp_replace({{ with_plain_numbers('goal_text') }}, '每[^\d,。;]{0,4}\d+(名|人|位|户)', '', 'g'),
            {{ people_pattern() }}
        ) as count_text
    from goals
),

goal_counts as (
    select
        project_id,
        document_id,
        cast(regexp_extract(count_text, '\d+') as double) as goal_heads,
        {{ is_matched('count_text', "'户'") }} as is_household,
        row_number() over (
            partition by project_id
            order by {{ horizon_ordinal('horizon') }}, goal_ordinal
        ) as goal_count_ordinal
    from goal_numbers
    -- 不少于100人 is no number to hold against another
    where {{ is_outright('count_text') }}
),

judged as (
    select
        goal_counts.*,
        head_values.indicator_heads,
        {{ as_columns(interval('heads', table='head_values'), 'heads') }},
        head_values.measure,
        {{ count_verdict('goal_counts.goal_heads', 'head_values') }} as verdict
    from goal_counts
    inner join head_values
        on
            goal_counts.project_id = head_values.project_id
            and goal_counts.is_household = head_values.is_household
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
    || case verdict when 'exact' then ' = 指标 ' when 'within_bounds' then '，指标 ' else ' ≠ 指标 ' end
    || {{ bounds_text(interval('heads')) }} || measure as arithmetic_text,
    {{ flags_with('cast([] as varchar [])', {'goal_contradicts_indicator': "verdict = 'contradicts'"}) }} as flags
from judged
