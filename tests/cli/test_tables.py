"""A table of an MLTable file in a real step, read with pandas by ``import mltable``."""

import json

from tests.cli.conftest import Write
from tests.support.live_studio import LiveStudio

TABLE = """\
    type: mltable
    paths:
      - pattern: ./*.csv
    transformations:
      - read_delimited: {delimiter: ",", encoding: utf8}
      - filter: col("x") > 1 and not col("y") == "c"
      - convert_column_types: [{columns: x, column_type: string}]
    """
STORES = """\
    paths: [{pattern: "./**/*.csv"}]
    transformations:
      - read_delimited
      - extract_columns_from_partition_format: {partition_format: "/{store}/{day:yyyy/MM}/{f}.csv"}
      - drop_columns: f
    """
SCRIPT = """\
    import sys
    import mltable
    import pandas

    frame = mltable.load(sys.argv[1]).to_pandas_dataframe()
    print("ROWS", frame.to_dict("records"))
    frame.to_parquet("p.parquet")
    frame.to_json("j.jsonl", orient="records", lines=True)
    for table in (
        mltable.from_parquet_files([{"file": "./p.parquet"}]).keep_columns("y"),
        mltable.from_json_lines_files([{"pattern": "./*.jsonl"}]).take(1),
    ):
        print("ALSO", table.to_pandas_dataframe().to_dict("records"))
    one, two = mltable.load(sys.argv[1]).random_split(0.5, seed=1)
    print("SPLIT", sorted(pandas.concat([one.show(), two.show()])["y"]))
    print("STORES", mltable.load(sys.argv[2]).to_pandas_dataframe().to_dict("records"))
    for place in ("nowhere", sys.argv[3]):
        try:
            mltable.load(place)
        except mltable.MLTableError as error:
            print("ERROR", error)
    """
PIPELINE = """\
    type: command
    command: python read.py ${{inputs.table}} ${{inputs.stores}} ${{inputs.address}}
    code: ./src
    environment: azureml://registries/azureml/environments/sklearn-1.5/labels/latest
    compute: cpu-cluster
    inputs:
      table: {type: mltable, path: "azureml:cars@latest"}
      stores: {type: mltable, path: ./stores}
      address: {type: mltable, path: ./stores, mode: direct}
    """


def test_a_step_reads_the_table(studio: LiveStudio, write: Write) -> None:
    write("table/MLTable", TABLE)
    write("table/a.csv", "x,y\n1,a\n2,b\n3,c\n")
    write("table/b.csv", "x,y\n4,d\n")
    write("src/read.py", SCRIPT)
    write("stores/MLTable", STORES)
    write("stores/north/2024/05/a.csv", "x\n1\n")
    write("stores/south/2024/06/a.csv", "x\n2\n")
    data = write("data.yml", "name: cars\ntype: mltable\npath: ./table\n")
    assert json.loads(studio.studio("data", "create", "-f", data).stdout)["type"] == "mltable"
    studio.studio("compute", "create", "-n", "cpu-cluster", "--type", "amlcompute")
    done = studio.studio("job", "create", "-f", write("job.yml", PIPELINE), "--stream", check=False)
    printed = [line for line in done.stdout.splitlines() if line[:5].isupper()]
    assert done.returncode == 0, done.stdout + done.stderr
    assert "ROWS [{'x': '2', 'y': 'b'}, {'x': '4', 'y': 'd'}]" in done.stdout, printed
    assert "ALSO [{'y': 'b'}, {'y': 'd'}]" in done.stdout
    assert "SPLIT ['b', 'd']" in done.stdout
    assert "ERROR nowhere: there is no MLTable file here." in done.stdout
    assert "is an address: the input has `mode: direct`." in done.stdout
    first, second = "{'x': 1, 'store': 'north', 'day': '2024/05'}", "'store': 'south'"
    assert f"STORES [{first}, {{'x': 2, {second}, 'day': '2024/06'}}]" in done.stdout
