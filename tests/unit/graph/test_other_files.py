"""Files of environments, models, computes, datastores and schedules: what is wrong, and where."""

from pathlib import PurePosixPath

import pytest

from designer.graph.check import check_file
from designer.graph.diagnostics import Diagnostic
from tests.unit.graph.catalogue import Small
from tests.unit.graph.memory import Memory

CRON = 'trigger: {type: cron, expression: "0 1 * * *"}\n'
SCHEDULE = f"name: n\n{CRON}"
OTHERS = {
    "job.yml": "type: command\ncommand: ls\nenvironment: azureml:py:3\ncompute: azureml:cpu\n",
    "data.yml": "name: d\npath: azureml://datastores/store/paths/x\n",
    "image/Dockerfile": "FROM scratch",
    "empty/readme": "",
}


def of(text: str, wanted: str | None = None) -> list[Diagnostic]:
    files = Memory({"f.yml": text, **OTHERS})
    return list(check_file(PurePosixPath("f.yml"), files, Small(), wanted=wanted).diagnostics)


def recurrence(schedule: str, interval: str = "1") -> str:
    trigger = f"{{type: recurrence, frequency: day, interval: {interval}, schedule: {schedule}}}"
    return f"name: n\ntrigger: {trigger}\ncreate_job: ./job.yml\n"


def cron(expression: str) -> str:
    trigger = f'{{type: cron, expression: "{expression}"}}'
    return f"name: n\ntrigger: {trigger}\ncreate_job: ./job.yml\n"


@pytest.mark.parametrize(
    ("text", "code", "path"),
    [
        ("image: x\n", "name-missing", "name"),
        ("name: e\nbuild: {}\n", "key-missing", "build.path"),
        ("name: e\nbuild: {path: ./empty}\n", "dockerfile-not-found", "build.path"),
        (
            "name: e\nbuild: {path: ./image, dockerfile_path: a/Dockerfile}\n",
            "dockerfile-not-found",
            "build.dockerfile_path",
        ),
        ("type: custom_model\nname: m\npath: file:./x\n", "path-prefix", "path"),
        ("name: c\ntype: amlcompute\ntier: foo\n", "not-allowed", "tier"),
        ("name: c\ntype: kubernetes\nsize: big\n", "key-elsewhere", "size"),
        (
            "name: d\ntype: azure_blob\naccount_name: a\ncontainer_name: c\n"
            "credentials: {foo: 1}\n",
            "credentials-form",
            "credentials",
        ),
        (
            "name: d\ntype: azure_blob\naccount_name: a\ncontainer_name: c\n"
            "credentials: {tenant_id: a, client_id: b}\n",
            "credentials-form",
            "credentials",
        ),
        (f"{SCHEDULE}create_job: ./nope.yml\n", "file-not-found", "create_job"),
        (f"{SCHEDULE}create_job: ./data.yml\n", "not-a-job", "create_job"),
        (f"{SCHEDULE}create_job: file:./job.yml\n", "path-prefix", "create_job"),
        (f"{SCHEDULE}create_job: 5\n", "create-job-form", "create_job"),
        (f"{SCHEDULE}create_job: {{type: pipeline}}\n", "key-missing", "create_job.job"),
        (
            f"{SCHEDULE}create_job: {{type: pipeline, job: ./nope.yml}}\n",
            "file-not-found",
            "create_job.job",
        ),
        (
            f"{SCHEDULE}create_job: {{type: sweep, job: ./job.yml}}\n",
            "not-allowed",
            "create_job.type",
        ),
        (
            f"{SCHEDULE}create_job: {{type: command, job: ./job.yml, command: ls}}\n",
            "key-elsewhere",
            "create_job.command",
        ),
        (
            f"{SCHEDULE}create_job: {{job: azureml:x, inputs: {{a: 1}}}}\n",
            "type-missing",
            "create_job.type",
        ),
        (recurrence("{hours: [2]}"), "key-missing", "trigger.schedule.minutes"),
        (recurrence("{hours: 24, minutes: 0}"), "time-range", "trigger.schedule.hours"),
        (recurrence("{hours: 2.5, minutes: 0}"), "time-range", "trigger.schedule.hours"),
        (
            recurrence("{hours: 2, minutes: 0, week_days: [mondey]}"),
            "not-allowed",
            "trigger.schedule.week_days",
        ),
        (
            recurrence("{hours: 2, minutes: 0, month_days: [0]}"),
            "time-range",
            "trigger.schedule.month_days",
        ),
        (recurrence("{hours: 2, minutes: 0}", "x"), "wrong-kind", "trigger.interval"),
        (recurrence("{hours: 2, minutes: 0}", "0"), "wrong-kind", "trigger.interval"),
        (cron("99/3 * * * *"), "time-range", "trigger.expression"),
        (cron("*/0 * * * *"), "time-range", "trigger.expression"),
        (cron("* * * moon *"), "time-range", "trigger.expression"),
        (cron("1- * * * *"), "time-range", "trigger.expression"),
    ],
)
def test_one_error_with_its_place(text: str, code: str, path: str) -> None:
    errors = [(one.code, one.path) for one in of(text) if one.severity == "error"]
    assert errors == [(code, path)]


@pytest.mark.parametrize(
    "text",
    [
        "name: e\nbuild: {path: ./image}\n",
        "name: e\nimage: x\nconda_file: {dependencies: [pip]}\n",
        "name: c\ntype: AmlCompute\ntier: Low_Priority\nmin_instances: 0\n",
        "name: d\ntype: azure_blob\naccount_name: a\ncontainer_name: c\n"
        "credentials: {sas_token: s}\n",
        f"{SCHEDULE}create_job: ./job.yml\n",
        f"{SCHEDULE}create_job: azureml:calm_fox\n",
        f"{SCHEDULE}create_job: {{type: pipeline, job: azureml:a, settings: {{x: 1}}}}\n",
        recurrence("{hours: [2, 3], minutes: 0, week_days: [Monday], month_days: [1, 31]}"),
        recurrence('{hours: ["2"], minutes: [0, 30]}', '"2"'),
        cron("*/5 0-6 1,15 jan-mar MON"),
        cron("1-30/2 * * * 7"),
    ],
)
def test_good_files_have_no_errors(text: str) -> None:
    assert [one.message for one in of(text) if one.severity == "error"] == []


def test_an_environment_inside_a_job_needs_no_name() -> None:
    text = OTHERS["job.yml"].replace("azureml:py:3", "{image: x}")
    assert of(text) == []


def test_what_a_compute_says_in_vain() -> None:
    machine = of("name: c\ntype: amlcompute\nsize: STANDARD_DS3_v2\n")
    assert [(one.severity, one.code) for one in machine] == [("warning", "size-ignored")]
    cluster = of("name: c\ntype: kubernetes\nnamespace: x\n")
    assert [(one.severity, one.code) for one in cluster] == [("warning", "compute-not-runnable")]
