-- Facts printed nowhere, worked out by hand, and the rule that binds a visit. Holds where the document is there.
with worked (document_id, project_ordinal, fact, measure, value_high) as (
    values
    -- 7610 people at 300 or 600 a month of 2810 万元: (28100000 - 7610 × 3600) ÷ 3600 = 195.6
    ('120000-2024-d6080397', 2, 'most_at_highest_tier', '人', 195),
    -- 10.6 万元 ÷ 78 户, 7.6 万元 ÷ 55 户, 1.8 万元 ÷ 13 户
    ('150100-2024-96741dec', 2, 'lump_sum_per_head', '元/户', 1358.97),
    ('150100-2024-96741dec', 2, 'lump_sum_per_head', '元/户', 1381.82),
    ('150100-2024-96741dec', 2, 'lump_sum_per_head', '元/户', 1384.62)
),

documents as (
    {{ documents_known_by_heart() }}
),

facts as (
    select
        derived_facts.fact,
        derived_facts.document_id,
        projects.project_ordinal,
        derived_facts.measure,
        derived_facts.value_high
    from {{ ref('derived_facts') }} as derived_facts
    inner join {{ ref('dim_projects') }} as projects
        on derived_facts.project_id = projects.project_id
),

missing_facts as (
    select
        worked.document_id,
        worked.fact || ' ' || worked.value_high as what
    from worked
    inner join documents
        on worked.document_id = documents.document_id
    left join facts
        on
            worked.document_id = facts.document_id
            and worked.project_ordinal = facts.project_ordinal
            and worked.fact = facts.fact
            and worked.measure = facts.measure
            and abs(worked.value_high - facts.value_high) < 0.01
    where facts.fact is null
),

-- 2000元/人次 once a year lies between the quoted 1000 and 3000
visits as (
    select rule_tests.verdict
    from {{ ref('rule_tests') }} as rule_tests
    where
        rule_tests.document_id = '420700-2025-c11cd05a'
        and rule_tests.subject_kind = 'declared'
        and rule_tests.ruled_low_yuan = 1000
        and rule_tests.ruled_high_yuan = 3000
)

select * from missing_facts
union all
select
    documents.document_id,
    'a visit of 2000 within 1000 to 3000' as what
from documents
where
    documents.document_id = '420700-2025-c11cd05a'
    and not exists (
        select 1
        from visits
        where visits.verdict = 'within'
    )
