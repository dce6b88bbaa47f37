"""The same two lists through splink 5 on DuckDB, as its users set it up; runs under a Python that has splink.

    python benchmarks/linkage_peer.py A.csv B.csv pairs.csv

Cleaned surnames and file numbers are given to it; comparisons with Levenshtein and Jaro-Winkler levels and term
frequencies; blocking by file number, event number, birth date with a name, names with the day or the year. Writes
id_a,id_b,days,score.
"""

from __future__ import annotations

import logging
import sys

import duckdb
import splink.comparison_library as cl
from splink import Linker, SettingsCreator, block_on
from splink.backends.duckdb import DuckDBAPI

CLEAN = """
SELECT id AS unique_id,
  nullif(ltrim(regexp_replace(coalesce(a_number, ''), '[^0-9]', '', 'g'), '0'), '') AS a_number,
  nullif(event_no, '') AS event_no, nullif(first, '') AS first, nullif(middle, '') AS middle,
  nullif(replace(last, '-', ' '), '') AS last,
  nullif(split_part(replace(last, '-', ' '), ' ', 1), '') AS surname1,
  nullif(dob, '') AS dob, nullif(sex, '') AS sex, nullif(cob, '') AS cob, nullif(event_date, '') AS event_date,
  nullif(office, '') AS office, nullif(ori, '') AS ori
FROM read_csv('{path}', all_varchar = true, header = true)
"""


def settings() -> SettingsCreator:
    return SettingsCreator(
        link_type="link_only",
        comparisons=[
            cl.LevenshteinAtThresholds("a_number", [1]),
            cl.ExactMatch("event_no"),
            cl.JaroWinklerAtThresholds("first", [0.92, 0.8]).configure(term_frequency_adjustments=True),
            cl.JaroWinklerAtThresholds("middle", [0.9]),
            cl.JaroWinklerAtThresholds("last", [0.92, 0.8]),
            cl.JaroWinklerAtThresholds("surname1", [0.92]).configure(term_frequency_adjustments=True),
            cl.LevenshteinAtThresholds("dob", [1, 2]),
            cl.ExactMatch("sex"),
            cl.ExactMatch("cob").configure(term_frequency_adjustments=True),
            cl.LevenshteinAtThresholds("event_date", [1, 2]),
            cl.ExactMatch("office"),
            cl.ExactMatch("ori"),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("a_number"),
            block_on("event_no"),
            block_on("dob", "surname1"),
            block_on("dob", "first"),
            block_on("dob", "event_date"),
            block_on("surname1", "first", "event_date"),
            block_on("surname1", "first", "substr(dob, 1, 4)"),
            block_on("surname1", "first", "ori"),
        ],
        retain_matching_columns=False,
        retain_intermediate_calculation_columns=False,
    )


def main() -> None:
    first, second, output = sys.argv[1:4]
    logging.disable(logging.WARNING)
    api = DuckDBAPI(duckdb.connect())
    api.duckdb_con.execute("SET threads = 2")
    for name, path in (("list_a", first), ("list_b", second)):
        api.duckdb_con.execute(f"CREATE TABLE {name} AS {CLEAN.format(path=path)}")
    tables = [api.register(name, dataset_display_name=name) for name in ("list_a", "list_b")]
    linker = Linker(tables, settings())
    training = linker.training
    training.estimate_probability_two_random_records_match(
        [block_on("a_number"), block_on("dob", "surname1", "first")], recall=0.8
    )
    training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in (block_on("dob", "surname1"), block_on("a_number"), block_on("surname1", "first", "event_date")):
        try:
            training.estimate_parameters_using_expectation_maximisation(rule)
        except Exception as error:  # noqa: BLE001 - a list too small to learn from falls back to its defaults
            print(f"not trained on {rule}: {type(error).__name__}", file=sys.stderr)
    found = linker.inference.predict(threshold_match_probability=0.5)
    api.duckdb_con.execute(
        f"""COPY (SELECT p.unique_id_l AS id_a, p.unique_id_r AS id_b,
        abs(date_diff('day', try_cast(a.event_date AS DATE), try_cast(b.event_date AS DATE))) AS days,
        p.match_probability AS score
        FROM {found.physical_name} p
        JOIN list_a a ON a.unique_id = p.unique_id_l JOIN list_b b ON b.unique_id = p.unique_id_r)
        TO '{output}' (HEADER, DELIMITER ',')"""
    )


if __name__ == "__main__":
    main()
