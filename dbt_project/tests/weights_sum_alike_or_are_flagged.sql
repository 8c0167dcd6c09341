-- The weights of a project sum to what the weights of most of its document's projects sum to, or somebody is told.
with targets as (
    select * from {{ ref('fct_indicator_targets') }}
    where weight is not null and horizon = 'annual'
),

project_sums as (
    select
        document_id,
        project_id,
        sum(weight) as weight_sum
    from targets
    group by document_id, project_id
),

unlike as (
    select
        this_project.project_id,
        this_project.weight_sum
    from project_sums as this_project
    inner join project_sums as other_project
        on this_project.document_id = other_project.document_id
    group by this_project.project_id, this_project.weight_sum
    having
        2 * sum(case when abs(this_project.weight_sum - other_project.weight_sum) < 0.005 then 1 else 0 end) < count(*)
)

select unlike.*
from unlike
left join {{ ref('flagged_values') }} as flagged_values
    on unlike.project_id = flagged_values.project_id and flagged_values.flag = 'weights_differ'
where flagged_values.flagged_value_id is null
