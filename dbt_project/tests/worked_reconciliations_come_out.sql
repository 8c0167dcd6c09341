-- Arithmetic done by hand on documents that are known by heart. Holds where the document is in the warehouse.
with worked (document_id, project_ordinal, check_name, verdict, computed_low_yuan, computed_high_yuan) as (
    values
    -- 10000 people at least, 500 to 1000 yuan each, of a budget of 10 million
    ('120000-2024-d6080397', 1, 'rates_to_budget', 'within_bounds', 5000000, null),
    -- 7610 people at least, 300 or 600 yuan a month, of a budget of 28.1 million
    ('120000-2024-d6080397', 2, 'rates_to_budget', 'within_bounds', 27396000, null),
    -- 11900 × 1000
    ('120000-2024-d6080397', 3, 'rates_to_budget', 'exact', 11900000, 11900000),
    -- 70 × 1000; the goal says 79 people
    ('150100-2024-96741dec', 1, 'rates_to_budget', 'exact', 70000, 70000),
    ('150100-2024-96741dec', 1, 'goal_to_indicator', 'contradicts', null, null),
    -- 7.00 + 100.00 + 128.85 + 4.30 = 240.15
    ('150100-2024-96741dec', 1, 'printed_total', 'exact', 2401500, 2401500),
    -- 4000 × 200 and at most 10.6, 7.6 and 1.8 万元
    ('150100-2024-96741dec', 2, 'rates_to_budget', 'exact', 800000, 1000000),
    -- 15 × 6000 + 154 × 3600 + 802 × 720
    ('150100-2024-96741dec', 3, 'rates_to_budget', 'gap', 1221840, 1221840),
    ('150100-2024-96741dec', 1, 'weights_to_common_sum', 'exact', null, null),
    ('150100-2024-96741dec', 2, 'weights_to_common_sum', 'exact', null, null),
    ('150100-2024-96741dec', 3, 'weights_to_common_sum', 'exact', null, null),
    ('150100-2024-96741dec', 4, 'weights_to_common_sum', 'exact', null, null),
    -- 75 万元 for two years, 150 for one of them, and so in all six
    ('341100-2023-bbb42995', 1, 'mid_term_to_annual', 'contradicts', 750000, 750000),
    ('341100-2023-bbb42995', 2, 'mid_term_to_annual', 'contradicts', 25000, 25000),
    ('341100-2023-bbb42995', 3, 'mid_term_to_annual', 'contradicts', 25000, 25000),
    ('341100-2023-bbb42995', 4, 'mid_term_to_annual', 'contradicts', 50000, 50000),
    ('341100-2023-bbb42995', 5, 'mid_term_to_annual', 'contradicts', 500000, 500000),
    ('341100-2023-bbb42995', 6, 'mid_term_to_annual', 'contradicts', 500000, 500000),
    -- the public budget's 100 of the 200 yuan for at least 10000 people
    ('341100-2023-bbb42995', 1, 'rates_to_budget', 'within_bounds', 1000000, null),
    -- at least 574 × 900 of 52 万元
    ('420700-2025-c11cd05a', 2, 'rates_to_budget', 'within_bounds', 516600, null),
    -- 100 × 2000 and 50 × 3000
    ('420700-2025-c11cd05a', 6, 'rates_to_budget', 'exact', 200000, null),
    ('420700-2025-c11cd05a', 7, 'rates_to_budget', 'exact', 150000, null),
    -- 29 % by October, all by December
    ('130200-2025-e93d3c55', 7, 'payment_plan_to_100', 'exact', null, null),
    ('130200-2025-e93d3c55', 7, 'total_cost_to_budget', 'exact', null, 1400000)
),

reconciliations as (
    select * from {{ ref('reconciliations') }}
),

documents as (
    {{ documents_known_by_heart() }}
)

select
    worked.*,
    reconciliations.verdict as found_verdict,
    reconciliations.arithmetic_text
from worked
inner join documents
    on worked.document_id = documents.document_id
left join reconciliations
    on
        worked.document_id = reconciliations.document_id
        and worked.project_ordinal = reconciliations.project_ordinal
        and worked.check_name = reconciliations.check_name
where
    worked.verdict is distinct from reconciliations.verdict
    or worked.computed_low_yuan is distinct from reconciliations.computed_low_yuan
    or worked.computed_high_yuan is distinct from reconciliations.computed_high_yuan
