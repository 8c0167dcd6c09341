-- Every standard of the documents that are known by heart: how well it is founded and why it stays off the axis, if it does,
-- judged by eye from the words, the heads and the budget beside them.
with worked (document_id, amount_text, payer, evidence_grade, not_comparable_reason) as (
    values
    -- at least 10000 people at 500 or more fit 1000 万元; how often it is paid is not said
    ('120000-2024-d6080397', '500元/人-1000元/人', null, 'A', 'period_not_stated'),
    ('120000-2024-d6080397', '600元/人/月', null, 'A', null),
    ('120000-2024-d6080397', '300元/人/月', null, 'A', null),
    ('120000-2024-d6080397', '1000元/人', null, 'A', null),
    ('150100-2024-96741dec', '1000元/人', null, 'A', 'period_not_stated'),
    ('150100-2024-96741dec', '200元/人', null, 'A', 'period_not_stated'),
    -- named standards, and ceilings of sums for 78, 55 and 13 households
    ('150100-2024-96741dec', '10.6万元', null, 'C', 'lump_sum'),
    ('150100-2024-96741dec', '7.6万元', null, 'C', 'lump_sum'),
    ('150100-2024-96741dec', '1.8万元', null, 'C', 'lump_sum'),
    -- they leave 66660 yuan of the budget: neither proved nor contradicted
    ('150100-2024-96741dec', '6000元/年', null, 'B', null),
    ('150100-2024-96741dec', '3600元/年', null, 'B', null),
    ('150100-2024-96741dec', '720元/年', null, 'B', null),
    ('341100-2023-bbb42995', '50元/人', '个人', 'B', 'own_contribution'),
    ('341100-2023-bbb42995', '50元/人', '单位', 'B', 'period_not_stated'),
    ('341100-2023-bbb42995', '100元/人', '财政', 'A', 'period_not_stated'),
    ('341100-2023-bbb42995', '200元/人', null, 'B', 'total_of_parts'),
    ('341100-2023-bbb42995', '不超过12个月低保', null, 'D', 'symbolic_amount'),
    ('341100-2023-bbb42995', '不超过10个月低保', null, 'D', 'symbolic_amount'),
    ('420700-2025-c11cd05a', '900元/人', null, 'A', null),
    ('420700-2025-c11cd05a', '≤1500元/人年', '市级财政', 'D', null),
    ('420700-2025-c11cd05a', '≤3000元/人年', '省级财政', 'D', null),
    ('420700-2025-c11cd05a', '≤2290元/人年', '省级财政', 'D', null),
    ('420700-2025-c11cd05a', '≤8800元/人年', '省级财政', 'D', null),
    ('420700-2025-c11cd05a', '2000元/人次', null, 'A', null),
    ('420700-2025-c11cd05a', '每人每年不低于1000元，不超过3000元', null, 'B', 'quoted_rule'),
    ('420700-2025-c11cd05a', '不超过3000元', null, 'D', 'quoted_rule'),
    ('420700-2025-c11cd05a', '3000元/人', null, 'A', 'period_not_stated')
),

documents as (
    {{ documents_known_by_heart() }}
),

expected as (
    select worked.*
    from worked
    inner join documents
        on worked.document_id = documents.document_id
),

found as (
    select
        standards.document_id,
        replace(standards.amount_text, ' ', '') as amount_text,
        standards.payer,
        standards.evidence_grade,
        standards.not_comparable_reason
    from {{ ref('aid_comparison') }} as standards
    inner join documents
        on standards.document_id = documents.document_id
    -- the same file under another passport is another document, which nobody knows by heart
    where standards.document_id in (select worked.document_id from worked)
)

-- one by one, and none besides
(select * from expected except all select * from found)
union all
(select * from found except all select * from expected)
