{% set heads = interval('heads', table='project_heads') %}
{#- of a budget no more can be paid, but less, and for other things too -#}
{% set mean = divided_by(at_most('projects.budget_yuan'), heads) %}

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
        {{ as_columns(total_of(interval('heads')), 'heads') }}
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
    {{ as_columns(heads, 'heads') }},
    {{ as_columns(mean, 'mean', 'yuan') }},
    '预算 ' || {{ bounds_text(at_most('projects.budget_yuan')) }} || '元 ÷ '
    || {{ bounds_text(heads) }} || project_heads.measure || ' = '
    || {{ bounds_text(mean) }} || '元/' || project_heads.measure as derivation_text
from projects
inner join project_heads
    on projects.project_id = project_heads.project_id
where projects.budget_yuan is not null and project_heads.heads_low > 0
