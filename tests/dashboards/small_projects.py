"""The projects of the small warehouse: what the pages of cities, projects and checks read, derived from its standards.

Each kind of aid a city states is one project with one goal, one indicator, one printed budget and one check; a few figures are
those of the documents, so that tests can be read beside them.
"""

from __future__ import annotations

import duckdb

BUDGETS = {"120000-2024-00000000-spring_festival_visit": 11_900_000, "420700-2025-00000000-rest_retreat": 150_000}
"""The budgets that are printed; other projects print none."""


def derive(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the tables; marts.aid_comparison and marts.documents_overview are there already."""
    connection.execute("create table budgets (project_id varchar, budget_yuan double)")
    connection.executemany("insert into budgets values (?, ?)", list(BUDGETS.items()))
    connection.execute("""
        create table marts.cities_overview as
        select distinct on (city_id) city_id, city_name, city_name || ' en' as city_name_en,
            left(city_id, 2) || '0000' as province_id, province_name, province_name || ' en' as province_name_en,
            117.2 as longitude, 39.1 as latitude, 1::bigint as n_documents, fiscal_year as first_fiscal_year,
            fiscal_year as last_fiscal_year, n_projects, n_aid_standards, n_flagged
        from marts.documents_overview
        union all
        select '110000', '北京市', 'Beijing', '110000', '北京市', 'Beijing', 116.4, 39.9, 0, null, null, 0, 0, 0
        where exists (from marts.documents_overview);

        create table marts.projects_overview as
        select project_id, row_number() over (partition by document_id order by project_id)::integer as project_ordinal,
            project_name, null::varchar as project_code, publisher as organisation_name, null::varchar as project_category,
            null::varchar as fund_nature, '根据《办法》' as policy_basis_text, null::varchar as purpose_text,
            document_id, document_title, publisher, city_id, city_name, city_name || ' en' as city_name_en, province_name,
            fiscal_year, 'annual' as budget_horizon, budget_yuan, aid_family as purpose, [aid_family] as aid_families,
            [aid_type_id] as aid_type_ids, []::varchar[] as flags, source_path, page, line_start, line_end, quote
        from (select distinct on (project_id) * from marts.aid_comparison order by aid_standard_id)
        left join budgets using (project_id);

        create table marts.indicator_targets as
        select project_id || '-1' as indicator_target_id, project_id, document_id, 'annual' as horizon, 1 as row_ordinal,
            '产出指标' as level1, '数量指标' as level2, project_name || '人数' as indicator_name, '≥100人' as target_text,
            '>=' as comparator, 100.0::double as target_low, null::double as target_high, '人' as measure, 10.0::double as weight,
            '工作计划' as basis_text, ['lump_sum'] as flags, source_path, page, line_start, line_end, quote
        from marts.projects_overview;

        create table star.dim_documents as select document_id, source_path, '' as sha256 from marts.documents_overview;
        create table star.dim_cities as
        select city_id, city_name, province_name from marts.documents_overview
        union all values ('110000', '北京市', '北京市'), ('341000', '黄山市', '安徽省');

        create table star.fct_goals as
        select project_id, 'annual' as horizon, 1 as goal_ordinal, '做好' || project_name as goal_text, document_id,
            page, line_start, line_end, quote
        from marts.projects_overview;

        create table marts.budget_figures as
        select project_id, document_id, 'annual' as horizon, 'total' as budget_part, budget_yuan / 10000 || '' as amount_text,
            '万元' as money_unit_text, budget_yuan as amount_yuan, source_path, page, line_start, line_end, quote
        from marts.projects_overview where budget_yuan is not null;

        create table marts.head_counts as
        select t.project_id, p.project_name, t.document_id, p.city_id, p.fiscal_year, t.horizon, 'worker' as recipient_id,
            '职工' as recipient, 'Worker' as recipient_en, t.indicator_name, t.comparator, t.target_low as heads_low,
            t.target_high as heads_high, t.measure, t.source_path, t.page, t.line_start, t.line_end, t.quote
        from marts.indicator_targets t join marts.projects_overview p using (project_id);

        create table marts.payment_steps as
        select project_id, due_month::integer as due_month, project_ordinal, project_name, city_id, fiscal_year, document_id,
            due_month / 12 * 100 as cumulative_pct, round(due_month / 12 * 100) || '%' as cumulative_pct_text,
            source_path, page, line_start, line_end, quote
        from marts.projects_overview cross join (select unnest([6, 12]) as due_month) where city_id = '130200' or city_id = '420700';

        create table marts.project_texts as
        select project_id, project_name, document_id, city_id, city_name, city_name_en, fiscal_year, purpose, budget_yuan,
            unnest([
                {kind: 'project', text: project_name}, {kind: 'goal', text: '做好' || project_name},
                {kind: 'indicator', text: project_name || '人数'}, {kind: 'basis', text: policy_basis_text}
            ], recursive := true), page, line_start, line_end
        from marts.projects_overview;
        alter table marts.project_texts add column searched_text varchar;
        update marts.project_texts set searched_text = lower(replace(text, ' ', ''));
        alter table marts.project_texts add column project_text_id varchar;
        update marts.project_texts set project_text_id = md5(project_id || kind);

        create table marts.reconciliations as
        select project_id || ':rates_to_budget' as reconciliation_id, 'rates_to_budget' as check_name,
            case when budget_yuan is null then 'not_checkable' when city_id = '120000' then 'exact' else 'contradicts' end as verdict,
            case when budget_yuan is null then '未列预算' else '11900人 × 1000元/人 = ' || budget_yuan::bigint || '元' end as arithmetic_text,
            null::double as computed_low_yuan, null::double as computed_high_yuan, budget_yuan, []::varchar[] as flags,
            project_id, project_ordinal, project_name, document_id, document_title, publisher, fiscal_year, city_id, city_name,
            province_name, source_path, page, line_start, line_end, quote
        from marts.projects_overview;

        create table marts.derived_facts as
        select project_id, project_name, city_id, fiscal_year, document_id, 'mean_per_head' as fact, project_id as subject_id,
            '预算 ≤11900000元 ÷ 11900人 = ≤1000元/人' as derivation_text, '平均每人至多 1000元' as statement_zh,
            'at most 1000 yuan per person on average' as statement_en, page, line_start, line_end
        from marts.projects_overview where city_id = '120000';

        create table marts.rule_tests as
        select md5(project_id) as rule_test_id, 'mean_within' as verdict, 'province' as rule_level, document_id, project_id, city_id,
            fiscal_year, (select min(aid_standard_id) from marts.aid_comparison) as rule_id, '≤106000元 ÷ 78户' as subject_text,
            '平均 1358，在规定的 ≤3000 元/人 之内；仅为平均数，不能证明每一份都在规定之内' as arithmetic_text, '某规定：不超过3000元' as rule_text
        from marts.projects_overview where city_id = '120000';

        create table marts.reconciled_figures as
        select reconciliation_id, side, quote as figure_text, document_id, source_path, page, line_start, line_end, quote
        from marts.reconciliations cross join (select unnest(['computed', 'expected']) as side) where verdict != 'not_checkable';
        drop table budgets;

        create table marts.peers as
        select aid_standard_id, '可比的其他城市只有1个，过少，不作比较' as sentence_zh, 'too few to compare' as sentence_en
        from marts.aid_comparison where city_id = '120000';

        create table marts.real_terms as
        select aid_standard_id || ':' || figure as real_terms_id, aid_standard_id, figure, '低保标准' as figure_zh,
            'minimum living guarantee' as figure_en, 'share' as kind, city_id = '150100' as has_figure,
            if(city_id = '150100', 'C', evidence_grade) as evidence_grade,
            if(city_id = '150100', '某市民政局公告', null) as source_title,
            if(city_id = '150100', annual_low_yuan / (1000 * 12) * 100, null) as share_low_pct,
            if(city_id = '150100', annual_high_yuan / (1000 * 12) * 100, null) as share_high_pct,
            if(city_id = '150100', '÷ (1000元/人/月 × 12)', null) as derivation_text,
            if(city_id = '150100', null, '缺少' || city_name || '的低保标准') as missing_zh,
            if(city_id = '150100', null, 'missing: the guarantee of ' || city_name) as missing_en
        from marts.aid_comparison cross join (select 'minimum_living_guarantee' as figure)
        where annual_low_yuan is not null or annual_high_yuan is not null;

        create table marts.aid_series as
        select 'allowance' as series_id, city_id, city_name, aid_type_id, recipient_id, recipient, payer, '元/人/年' as measure,
            fiscal_year - 2 + year as fiscal_year, if(city_id = '150100', 3, 1)::bigint as n_years,
            if(year = 1, null, annual_low_yuan - 600 * (2 - year)) as amount_low_yuan,
            annual_high_yuan - 600 * (2 - year) as amount_high_yuan, evidence_grade, [aid_standard_id] as aid_standard_ids,
            if(year = 2, 20.0, null) as change_pct, [null, 'not_known', 'raised'][year + 1] as change
        from marts.aid_comparison cross join (select unnest([0, 1, 2]) as year)
        where aid_standard_id = 'standard-03' and city_id = '150100'
        union all
        select aid_standard_id, city_id, city_name, aid_type_id, recipient_id, recipient, payer, '元/人/年', fiscal_year, 1,
            annual_low_yuan, annual_high_yuan, evidence_grade, [aid_standard_id], null, null
        from marts.aid_comparison where aid_standard_id = 'standard-05';

        create table marts.comparability_meanings as
        select * from (values
            ('rank_differs', 'reason', 110, '对象的荣誉等级不同', 'the ranks of the honours differ'),
            ('annualised', 'conversion', 10, '不同发放周期折算为年标准', 'amounts of different pay periods were made annual')
        ) as meanings (code, kind, ordinal, meaning_zh, meaning_en);

        create table marts.footing_pairs as
        select one.footing_id as first_footing_id, two.footing_id as second_footing_id,
            if(one.comparable_rank is distinct from two.comparable_rank, 'not_comparable', 'after_conversion') as verdict,
            if(one.comparable_rank is distinct from two.comparable_rank, 'rank_differs', null) as reason,
            if(one.comparable_rank is distinct from two.comparable_rank, null, ['annualised']) as conversions
        from marts.aid_comparison one join marts.aid_comparison two on one.aid_type_id = two.aid_type_id;

        create table marts.comparability as
        select one.aid_type_id, one.aid_standard_id as first_aid_standard_id, two.aid_standard_id as second_aid_standard_id,
            verdict, reason, conversions, one.annual_low_yuan - two.annual_high_yuan as difference_low_yuan,
            one.annual_high_yuan - two.annual_low_yuan as difference_high_yuan
        from marts.aid_comparison one
        join marts.aid_comparison two on one.aid_type_id = two.aid_type_id and one.aid_standard_id < two.aid_standard_id
        join marts.footing_pairs on one.footing_id = first_footing_id and two.footing_id = second_footing_id;
    """)
