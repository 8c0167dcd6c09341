with goals as (
    select * from {{ ref('stg_goals') }}
),

projects as (
    select * from {{ ref('stg_projects') }}
),

sum_words as (
    select * from {{ ref('sum_words') }}
),

texts as (
    select
        project_id,
        'goal' as stated_in,
        horizon,
        goal_text as words
    from goals
    union all
    select
        project_id,
        'policy_basis' as stated_in,
        cast(null as varchar) as horizon,
        policy_basis_text as words
    from projects
    union all
    select
        project_id,
        'purpose' as stated_in,
        cast(null as varchar) as horizon,
        purpose_text as words
    from projects
),

clauses as (
    select
        project_id,
        stated_in,
        horizon,
        unnest(string_split_regex({{ without_thousands('words') }}, '[,。;；!！?？]')) as clause_text
    from texts
),

sums as (
    select distinct
        *,
        regexp_extract_all(clause_text, '\d+(?:\.\d+)?[万亿]?元') as sum_texts
    from clauses
    where {{ is_matched('clause_text', "'\d[万亿]?元'") }}
),

roles as (
    select
        sums.*,
        arg_min(sum_words.role, sum_words.rule_ordinal) as role
    from sums
    inner join sum_words
        on {{ is_matched('sums.clause_text', 'sum_words.pattern') }}
    group by all
)

select
    project_id,
    stated_in,
    horizon,
    clause_text,
    sum_texts[1] as sum_text,
    {{ yuan_of('sum_texts[1]') }} as sum_yuan,
    if(len(sum_texts) > 1 and role in ('total', 'sum'), 'part', role) as role
from roles
where role != 'no_sum'
