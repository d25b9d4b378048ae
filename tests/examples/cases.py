"""What each file of the public azureml-examples repository (below ``cli/jobs``) is expected to do.

Files are run unchanged. Where a file names a thing on the internet that a development machine may
not reach, ``sets`` puts the same data, from the machine, in its place. Where one names a package
without a version and today's does not do what it was written for, ``pins`` says which does.
"""

from dataclasses import dataclass

PIPELINES = "pipelines-with-components"
BASICS = f"{PIPELINES}/basics"
IRIS = "{iris}"  # becomes the path of iris.csv, written by the test


@dataclass(frozen=True, slots=True)
class Case:
    """prepare: ``studio`` command lines, first. refused: the code of the diagnostic instead of a
    run. absent: why it cannot run on a machine without internet, GPU, R or Spark. is_large: its
    environment takes gigabytes. pins: (key of a conda file for ``--set``, its path, the line of a
    package, that line with a version).
    """

    file: str
    prepare: tuple[str, ...] = ()
    sets: tuple[str, ...] = ()
    pins: tuple[str, str, str, str] | None = None
    refused: str = ""
    absent: str = ""
    is_large: bool = False


def _component(file: str) -> str:
    return f"component create -f {file}"


_REGISTERED = tuple(
    _component(f"{BASICS}/1b_e2e_registered_components/{name}.yml")
    for name in ("train", "score", "eval")
)
_ASSET = (f"data create -f {BASICS}/4d_data_input/data.yml",)
_IRIS_INPUT = (f"inputs.iris_csv.path={IRIS}",)

CASES = (
    Case(f"{BASICS}/1a_e2e_local_components/pipeline.yml"),
    Case(f"{BASICS}/1b_e2e_registered_components/pipeline.yml", prepare=_REGISTERED),
    Case(f"{BASICS}/1b_e2e_registered_components/pipeline-serverless.yml", prepare=_REGISTERED),
    Case(f"{BASICS}/2a_basic_component/pipeline.yml"),
    Case(f"{BASICS}/2b_component_with_input_output/pipeline.yml"),
    Case(f"{BASICS}/3a_basic_pipeline/pipeline.yml"),
    Case(f"{BASICS}/3b_pipeline_with_data/pipeline.yml"),
    Case(f"{BASICS}/4a_local_data_input/pipeline.yml"),
    Case(f"{BASICS}/4b_datastore_datapath_uri/pipeline.yml"),
    Case(
        f"{BASICS}/4c_web_url_input/pipeline.yml",
        sets=(f"jobs.hello_python_world_job.inputs.sample_input_data.path={IRIS}",),
    ),
    Case(f"{BASICS}/4d_data_input/pipeline.yml", prepare=_ASSET),
    Case(f"{BASICS}/5a_env_public_docker_image/pipeline.yml"),
    Case(f"{BASICS}/5b_env_registered/pipeline.yml"),
    Case(f"{BASICS}/5c_env_conda_file/pipeline.yml"),
    Case(f"{BASICS}/6a_tf_hello_world/pipeline.yml", is_large=True),
    Case(f"{BASICS}/6b_pytorch_hello_world/pipeline.yml", is_large=True),
    Case(f"{BASICS}/6c_r_iris/pipeline.yml", absent="R"),
    Case(
        f"{PIPELINES}/image_classification_with_densenet/pipeline.yml",
        # And pip 20.2, which installs packages that contradict each other; uv does not.
        absent="a GPU, and NVIDIA's package index",
    ),
    Case(f"{PIPELINES}/nyc_taxi_data_regression/pipeline.yml"),
    Case(f"{PIPELINES}/nyc_taxi_data_regression/single-job-pipeline.yml"),
    Case(
        f"{PIPELINES}/pipeline_with_pipeline_component/"
        "nyc_taxi_data_regression_with_pipeline_component/pipeline.yml"
    ),
    Case(
        f"{PIPELINES}/pipeline_with_pipeline_component/"
        "pipeline_with_train_eval_pipeline_component/pipeline.yml"
    ),
    Case(
        f"{PIPELINES}/pipeline_with_hyperparameter_sweep/pipeline.yml",
        sets=(f"jobs.sweep_step.inputs.data.path={IRIS}",),
    ),
    Case(
        f"{PIPELINES}/pipeline_job_with_flow_as_component/pipeline.yml", refused="kind-not-runnable"
    ),
    Case(
        f"{PIPELINES}/shakespear_sample_and_word_count_using_spark/pipeline.yml",
        refused="kind-not-runnable",
    ),
    Case("pipelines/nyc-taxi/pipeline.yml"),
    Case("pipelines/cifar-10/pipeline.yml", absent="the internet (wget)"),
    Case("pipelines/tensorflow-image-segmentation/pipeline.yml", absent="the internet"),
    Case("pipelines/iris-batch-prediction-using-parallel/pipeline.yml", is_large=True),
    Case("pipelines/mnist-batch-identification-using-parallel/pipeline.yml", absent="the internet"),
    Case(
        "pipelines/add-column-and-word-count-using-spark/pipeline.yml", refused="kind-not-runnable"
    ),
    Case(
        "parallel/1a_oj_sales_prediction/pipeline.yml",
        # From 3.10 on, mlflow keeps scikit-learn models with skops, which refuses gradient boosting
        # unless the script says that it trusts it.
        pins=(
            "jobs.parallel_train.task.environment.conda_file",
            "parallel/1a_oj_sales_prediction/src/parallel_train/conda.yaml",
            "- mlflow\n",
            "- mlflow==3.8.1\n",
        ),
    ),
    Case("parallel/2a_iris_batch_prediction/pipeline.yml", is_large=True),
    Case("parallel/3a_mnist_batch_identification/pipeline.yml", absent="the internet"),
    Case("basics/hello-world.yml"),
    Case("basics/hello-world-env-var.yml"),
    Case("basics/hello-world-input.yml"),
    Case("basics/hello-world-org.yml"),
    Case("basics/hello-world-output.yml"),
    Case("basics/hello-world-output-data.yml"),
    Case("basics/hello-code.yml"),
    Case("basics/hello-git.yml"),
    Case("basics/hello-notebook.yml"),
    Case("basics/hello-mlflow.yml"),
    Case("basics/hello-iris-literal.yml", absent="the internet (the script reads a URL)"),
    Case("basics/hello-iris-file.yml", sets=_IRIS_INPUT),
    Case("basics/hello-iris-folder.yml", absent="the internet (a public container)"),
    Case("basics/hello-data-uri-folder.yml", prepare=_ASSET),
    Case("basics/hello-model-as-input.yml"),
    Case("basics/hello-model-as-output.yml"),
    Case("basics/hello-pipeline.yml"),
    Case("basics/hello-pipeline-serverless.yml"),
    Case("basics/hello-pipeline-abc.yml"),
    Case("basics/hello-pipeline-abc-serverless.yml"),
    Case("basics/hello-pipeline-io.yml"),
    Case("basics/hello-pipeline-io-serverless.yml"),
    Case("basics/hello-pipeline-settings.yml"),
    Case("basics/hello-pipeline-settings-serverless.yml"),
    Case("basics/hello-pipeline-default-artifacts.yml"),
    Case("basics/hello-pipeline-default-artifacts-serverless.yml"),
    Case("basics/hello-pipeline-customize-output-file.yml"),
    Case("basics/hello-pipeline-customize-output-file-serverless.yml"),
    Case("basics/hello-pipeline-customize-output-folder.yml"),
    Case("basics/hello-pipeline-customize-output-folder-serverless.yml"),
    Case("basics/hello-sweep.yml"),
    Case("basics/hello-automl/hello-automl-job-basic.yml", refused="kind-not-runnable"),
    Case("single-step/scikit-learn/iris/job.yml", sets=_IRIS_INPUT),
    Case("single-step/scikit-learn/iris/job-sweep.yml", sets=_IRIS_INPUT),
    Case("single-step/scikit-learn/iris/job-docker-context.yml", absent="an image registry"),
    Case("single-step/scikit-learn/diabetes/job.yml", absent="the internet (diabetes.csv)"),
    Case("single-step/scikit-learn/iris-notebook/job.yml", absent="an image registry"),
    Case("single-step/lightgbm/iris/job.yml", sets=_IRIS_INPUT),
    Case("single-step/lightgbm/iris/job-sweep.yml", sets=_IRIS_INPUT),
    Case("single-step/pytorch/iris/job.yml", sets=_IRIS_INPUT, is_large=True),
    Case("single-step/pytorch/cifar-distributed/job.yml", absent="a GPU"),
    Case("single-step/pytorch/word-language-model/job.yml", absent="a GPU (--cuda)"),
    Case("single-step/tensorflow/mnist/job.yml", absent="the internet (the data set)"),
    Case("single-step/tensorflow/mnist-distributed/job.yml", absent="the internet (the data set)"),
    Case("single-step/r/iris/job.yml", absent="R"),
    Case("single-step/r/accidents/job.yml", absent="R"),
    Case("single-step/julia/iris/job.yml", absent="Julia"),
    Case("single-step/dask/nyctaxi/job.yml", absent="the internet (a public container)"),
    Case("single-step/spark/nyctaxi/job.yml", absent="Spark"),
    Case("single-step/gpu_perf/gpu_perf_job.yml", absent="a GPU"),
)
