with goals as (
    select * from {{ ref('stg_goals') }}
),

head_values as (
    select * from {{ ref('int_heads_agreed') }}
),

goal_numbers as (
    select
        *,
        -- 每批40人 counts a part
        regexp_extract_all(
            regexp_replace({{ with_plain_numbers('goal_text') }}, '每[^\d,。;]{0,4}\d+(名|人|位|户)', '', 'g'),
            {{ people_pattern() }}
        ) as count_texts
    from goals
),

first_goals as (
    select
        *,
        {{ is_matched('count_texts[1]', "'户'") }} as is_household
    from goal_numbers
    -- 不少于100人 is no number to hold against another
    where {{ is_outright('count_texts[1]') }}
    qualify row_number() over (partition by project_id order by {{ horizon_ordinal('horizon') }}, goal_ordinal) = 1
),

goal_counts as (
    select
        *,
        len(list_distinct(count_texts)) as number_count,
        unnest(count_texts) as count_text
    from first_goals
),

counts as (
    select
        goal_counts.document_id,
        goal_counts.horizon = head_values.horizon as is_same_horizon,
        goal_counts.number_count,
        cast(regexp_extract(goal_counts.count_text, '\d+') as double) as goal_heads,
        head_values.*
    from goal_counts
    inner join head_values
        on goal_counts.project_id = head_values.project_id and goal_counts.is_household = head_values.is_household
),

-- of several numbers the one that fits best is meant; where none fits nobody knows which was
compared as (
    select
        counts.*,
        {{ count_verdict('counts.goal_heads', 'counts') }} as fit
    from counts
    qualify
        row_number() over (
            partition by counts.project_id
            order by {{ verdict_ordinal('fit') }} asc, counts.goal_heads desc
        ) = 1
),

judged as (
    select
        *,
        case
            when fit != 'contradicts' then null
            when number_count > 1 then 'several_numbers'
            when not is_same_horizon then 'horizon_differs'
        end as not_checkable_reason,
        if(not_checkable_reason is null, fit, 'not_checkable') as verdict
    from compared
)

select
    project_id,
    document_id,
    'goal_to_indicator' as check_name,
    goal_heads as computed_value,
    indicator_heads as expected_value,
    verdict,
    not_checkable_reason,
    '目标 ' || {{ plain_number('goal_heads') }} || measure
    || case verdict when 'exact' then ' = 指标 ' when 'contradicts' then ' ≠ 指标 ' else '，指标 ' end
    || {{ bounds_text(interval('heads')) }} || measure as arithmetic_text,
    {{ flags_with('cast([] as varchar [])', {'goal_contradicts_indicator': "verdict = 'contradicts'"}) }} as flags
from judged
