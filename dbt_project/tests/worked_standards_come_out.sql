-- Standards read by eye from documents that are known by heart, and what they come to in a year.
-- Where the document is in the warehouse each of them is there once.
with worked (
    document_id, project_ordinal, aid_type_id, recipient_id, payer, amount_low_yuan, amount_high_yuan, annual_high_yuan
) as (
    values
    ('120000-2024-d6080397', 1, 'general_relief', 'worker_in_hardship', null, 500, 1000, null),
    ('120000-2024-d6080397', 2, 'honour_allowance', 'national_model_worker', null, 600, 600, 7200),
    ('120000-2024-d6080397', 2, 'honour_allowance', 'municipal_model_worker', null, 300, 300, 3600),
    ('120000-2024-d6080397', 3, 'spring_festival_visit', 'municipal_model_worker', null, 1000, 1000, 1000),
    ('150100-2024-96741dec', 1, 'health_checkup', 'retired_person', null, 1000, 1000, null),
    ('150100-2024-96741dec', 2, 'warmth_and_cool', 'worker', null, 200, 200, null),
    ('150100-2024-96741dec', 3, 'honour_allowance', 'national_model_worker', null, 6000, 6000, 6000),
    ('150100-2024-96741dec', 3, 'honour_allowance', 'provincial_model_worker', null, 3600, 3600, 3600),
    ('150100-2024-96741dec', 3, 'honour_allowance', 'municipal_model_worker', null, 720, 720, 720),
    ('341100-2023-bbb42995', 1, 'mutual_medical_aid', 'worker', '个人', 50, 50, null),
    ('341100-2023-bbb42995', 1, 'mutual_medical_aid', 'worker', '单位', 50, 50, null),
    ('341100-2023-bbb42995', 1, 'mutual_medical_aid', 'worker', '财政', 100, 100, null),
    ('420700-2025-c11cd05a', 2, 'spring_festival_visit', 'model_worker', null, 900, 900, 900),
    ('420700-2025-c11cd05a', 5, 'living_relief', 'worker_in_hardship', '市级财政', null, 1500, 1500),
    ('420700-2025-c11cd05a', 5, 'living_relief', 'worker_in_hardship', '省级财政', null, 3000, 3000),
    ('420700-2025-c11cd05a', 5, 'education_relief', 'child_of_worker_in_hardship', '省级财政', null, 2290, 2290),
    ('420700-2025-c11cd05a', 5, 'medical_relief', 'worker_in_hardship', '省级财政', null, 8800, 8800),
    ('420700-2025-c11cd05a', 6, 'winter_warmth', 'worker_in_hardship', null, 2000, 2000, 2000),
    ('420700-2025-c11cd05a', 7, 'rest_retreat', 'entrepreneur', null, 3000, 3000, null)
),

standards as (
    select
        standards.*,
        projects.project_ordinal
    from {{ ref('fct_aid_standards') }} as standards
    inner join {{ ref('dim_projects') }} as projects
        on standards.project_id = projects.project_id
    where standards.scope = 'project'
),

documents as (
    {{ documents_known_by_heart() }}
)

select
    worked.document_id,
    worked.project_ordinal,
    worked.aid_type_id,
    worked.recipient_id,
    worked.payer,
    worked.amount_high_yuan,
    count(standards.aid_standard_id) as found_count
from worked
inner join documents
    on worked.document_id = documents.document_id
left join standards
    on
        worked.document_id = standards.document_id
        and worked.project_ordinal = standards.project_ordinal
        and worked.aid_type_id = standards.aid_type_id
        and worked.recipient_id = standards.recipient_id
        and worked.payer is not distinct from standards.payer
        and worked.amount_low_yuan is not distinct from standards.amount_low_yuan
        and worked.amount_high_yuan is not distinct from standards.amount_high_yuan
        and worked.annual_high_yuan is not distinct from standards.annual_high_yuan
group by
    worked.document_id, worked.project_ordinal, worked.aid_type_id, worked.recipient_id, worked.payer,
    worked.amount_low_yuan, worked.amount_high_yuan
having count(standards.aid_standard_id) != 1
