"""How many processes a step has, and what each of them reads of the others (yaml.md 7.4).

All instances of a step are on one machine here: an instance is a share of the compute, and the
address of each is this machine's own.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from runs.plan import parallel, values

Kind = Literal["none", "pytorch", "mpi", "tensorflow"]
HOST: Final = "127.0.0.1"
MOST: Final = 1024
_RANKED: Final[Mapping[str, Kind]] = {"pytorch": "pytorch", "mpi": "mpi"}


@dataclass(frozen=True, slots=True)
class Processes:
    """``each`` processes on each of ``nodes`` instances.

    servers: how many of them, the last ones, are TensorFlow's parameter servers.
    """

    kind: Kind = "none"
    nodes: int = 1
    each: int = 1
    servers: int = 0

    @property
    def total(self) -> int:
        return self.nodes * self.each

    @property
    def ports(self) -> int:
        """How many ports of the machine they need to find each other."""
        if self.kind == "none":
            return 0
        return self.total if self.kind == "tensorflow" else 1

    def title(self, rank: int) -> str:
        if self.kind == "none":
            return f"Node {rank}"
        if self.kind == "tensorflow":
            workers = self.total - self.servers
            return f"Worker {rank}" if rank < workers else f"Parameter server {rank - workers}"
        return f"Rank {rank}"


SINGLE: Final = Processes()


def of_step(distribution: Mapping[str, Any], instance_count: object) -> Processes:
    """``distribution`` and ``resources.instance_count`` as they stand; numbers may be text."""
    nodes = values.whole(instance_count, 1)
    written = str(distribution.get("type") or "").lower()
    if written == "tensorflow":
        workers = values.whole(distribution.get("worker_count", nodes), nodes)
        servers = _count(distribution.get("parameter_server_count"))
        return Processes("tensorflow", workers + servers, 1, servers)
    kind = _RANKED.get(written)
    if kind is None:
        return Processes("none", nodes)
    return Processes(kind, nodes, values.whole(distribution.get("process_count_per_instance"), 1))


def instances(distribution: Mapping[str, Any], instance_count: object) -> int:
    """How many instances of a compute the step takes: a TensorFlow server needs one of its own."""
    return max(values.whole(instance_count, 1), of_step(distribution, instance_count).nodes)


def log_names(found: Processes) -> list[str]:
    """One log for each process; a step of one process has the usual one."""
    if found.total == 1:
        return ["std_log.txt"]
    width = max(2, len(str(found.total - 1)))
    return [f"std_log_process_{rank:0{width}}.txt" for rank in range(found.total)]


def log_titles(plan: Mapping[str, Any]) -> dict[str, str]:
    """Whose log each file of a stored step is; none for a step of one process or a pipeline."""
    resources = plan.get("resources") or {}
    if plan.get("parallel"):
        return parallel.log_titles(plan["parallel"]["workers"])
    found = of_step(plan.get("distribution") or {}, resources.get("instance_count"))
    if found.total == 1:
        return {}
    return {name: found.title(rank) for rank, name in enumerate(log_names(found))}


def variables(found: Processes, ports: Sequence[int]) -> list[dict[str, str]]:
    """What each process gets beside the variables of the step. ports: ``found.ports`` free ones."""
    makers = {"pytorch": _pytorch, "mpi": _mpi, "tensorflow": _tensorflow}
    make = makers.get(found.kind)
    return [make(found, rank, ports) if make else {} for rank in range(found.total)]


def _pytorch(found: Processes, rank: int, ports: Sequence[int]) -> dict[str, str]:
    return {
        "MASTER_ADDR": HOST,
        "MASTER_PORT": str(ports[0]),
        "WORLD_SIZE": str(found.total),
        "NODE_RANK": str(rank // found.each),
        "RANK": str(rank),
        "LOCAL_RANK": str(rank % found.each),
    }


def _mpi(found: Processes, rank: int, ports: Sequence[int]) -> dict[str, str]:
    return {
        "OMPI_COMM_WORLD_RANK": str(rank),
        "OMPI_COMM_WORLD_SIZE": str(found.total),
        "OMPI_COMM_WORLD_LOCAL_RANK": str(rank % found.each),
        "OMPI_COMM_WORLD_LOCAL_SIZE": str(found.each),
        "AZ_BATCH_MASTER_NODE": f"{HOST}:{ports[0]}",
        "AZ_BATCHAI_MPI_MASTER_NODE": HOST,
        "AZ_BATCH_HOST_LIST": ",".join([HOST] * found.nodes),
    }


def _tensorflow(found: Processes, rank: int, ports: Sequence[int]) -> dict[str, str]:
    """Without ``ps`` where there is none: recent versions refuse an empty list."""
    places = [f"{HOST}:{port}" for port in ports]
    workers = found.total - found.servers
    cluster = {"worker": places[:workers]}
    if found.servers:
        cluster["ps"] = places[workers:]
    is_worker = rank < workers
    task = {
        "type": "worker" if is_worker else "ps",
        "index": rank if is_worker else rank - workers,
    }
    return {"TF_CONFIG": json.dumps({"cluster": cluster, "task": task, "environment": "cloud"})}


def _count(value: object) -> int:
    try:
        return max(0, int(float(str(value))))
    except ValueError:
        return 0
