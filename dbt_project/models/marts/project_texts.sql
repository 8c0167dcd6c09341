with projects as (
    select * from {{ ref('projects_overview') }}
),

goals as (
    select * from {{ ref('fct_goals') }}
),

targets as (
    select * from {{ ref('fct_indicator_targets') }}
),

texts as (
    select
        project_id,
        'project' as kind,
        concat_ws(' ', project_name, project_code, organisation_name) as text,
        page,
        line_start,
        line_end
    from projects
    union all
    select
        project_id,
        'basis' as kind,
        concat_ws(' ', policy_basis_text, purpose_text) as text,
        page,
        line_start,
        line_end
    from projects
    union all
    select
        project_id,
        'goal' as kind,
        goal_text as text,
        page,
        line_start,
        line_end
    from goals
    union all
    select
        project_id,
        'indicator' as kind,
        concat_ws(' ', indicator_name, description_text, target_text) as text,
        page,
        line_start,
        line_end
    from targets
    union all
    select
        project_id,
        'basis' as kind,
        basis_text as text,
        page,
        line_start,
        line_end
    from targets
),

-- a row of two horizons stands once on its lines
distinct_texts as (
    select
        project_id,
        kind,
        text,
        line_start,
        min(page) as page,
        max(line_end) as line_end
    from texts
    where text != ''
    group by project_id, kind, text, line_start
)

select
    {{ stable_id(['texts.project_id', 'texts.kind', 'texts.text', 'texts.line_start']) }} as project_text_id,
    texts.project_id,
    projects.project_ordinal,
    projects.project_name,
    projects.document_id,
    projects.city_id,
    projects.city_name,
    projects.city_name_en,
    projects.fiscal_year,
    projects.purpose,
    projects.budget_yuan,
    texts.kind,
    texts.text,
    lower(regexp_replace(nfc_normalize(texts.text), '[\s　]+', '', 'g')) as searched_text,
    texts.page,
    texts.line_start,
    texts.line_end
from distinct_texts as texts
inner join projects
    on texts.project_id = projects.project_id
