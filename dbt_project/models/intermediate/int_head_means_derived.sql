with head_groups as (
    select * from {{ ref('int_headcounts_grouped') }}
),

projects as (
    select * from {{ ref('int_project_budgets_compared') }}
),

-- a mean only where the project counts one group of people: else nobody knows whose budget it is
project_heads as (
    select
        project_id,
        min(aid_type_id) as aid_type_id,
        min(recipient_id) as recipient_id,
        min(per_kind) as per_kind,
        min(measure) as measure,
        sum(heads_low) as heads_low,
        sum(heads_high) as heads_high
    from head_groups
    where per_kind in ('person', 'household', 'person_or_household')
    group by project_id
    having count(*) = 1
)

select
    projects.project_id,
    projects.document_id,
    projects.budget_yuan,
    project_heads.aid_type_id,
    project_heads.recipient_id,
    project_heads.per_kind,
    project_heads.measure,
    project_heads.heads_low,
    project_heads.heads_high,
    projects.budget_yuan / nullif(project_heads.heads_high, 0) as mean_low_yuan,
    projects.budget_yuan / nullif(project_heads.heads_low, 0) as mean_high_yuan
from projects
inner join project_heads
    on projects.project_id = project_heads.project_id
where projects.budget_yuan is not null
