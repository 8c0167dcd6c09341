with indicators as (
    select * from {{ ref('stg_indicators') }}
),

-- a form leaves 10 points to the execution of the budget, whether or not it prints the row
usual_sums as (
    select 90 as usual_sum
    union all
    select 100 as usual_sum
),

project_sums as (
    select
        project_id,
        document_id,
        horizon,
        sum(weight) as weight_sum,
        count(weight) as weight_count,
        row_number() over (partition by project_id order by {{ horizon_ordinal('horizon') }}) as horizon_ordinal
    from indicators
    where weight is not null
    group by project_id, document_id, horizon
),

sum_counts as (
    select
        document_id,
        weight_sum,
        row_number() over (partition by document_id order by count(*) desc, weight_sum desc) as mode_ordinal,
        sum(count(*)) over (partition by document_id) as project_count
    from project_sums
    where horizon_ordinal = 1
    group by document_id, weight_sum
),

judged as (
    select
        project_sums.*,
        sum_counts.weight_sum as common_sum,
        sum_counts.project_count,
        case
            when sum_counts.project_count = 1 and usual_sums.usual_sum is null then 'not_checkable'
            when abs(project_sums.weight_sum - sum_counts.weight_sum) < 0.005 then 'exact'
            else 'contradicts'
        end as verdict
    from project_sums
    inner join sum_counts
        on project_sums.document_id = sum_counts.document_id and sum_counts.mode_ordinal = 1
    left join usual_sums
        on project_sums.weight_sum = usual_sums.usual_sum
    where project_sums.horizon_ordinal = 1
)

select
    project_id,
    document_id,
    'weights_to_common_sum' as check_name,
    weight_sum as computed_value,
    common_sum as expected_value,
    verdict,
    if(verdict = 'not_checkable', 'single_project', null) as not_checkable_reason,
    weight_count || '项分值合计 ' || {{ plain_number('weight_sum') }}
    || case
        when verdict = 'not_checkable' then '；文件只有一个项目，没有可对照的合计'
        when project_count = 1 then ' = 通常的合计 ' || {{ plain_number('common_sum') }}
        else
            if(verdict = 'exact', ' = ', ' ≠ ') || '同一文件各项目共同的合计 ' || {{ plain_number('common_sum') }}
    end as arithmetic_text,
    {{ flags_with('cast([] as varchar [])', {'weights_differ': "verdict = 'contradicts'"}) }} as flags
from judged
