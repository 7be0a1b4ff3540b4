"""Most person-months by scipy's milp (HiGHS), for ``budget_optimum``: a process of its own, as HiGHS and OR-Tools
cannot share one. Knows nothing of the product: one whole number for each group, fund and month, and rules as rows."""

import json
import sys
import time

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_matrix


def main(file: str) -> None:
    model = np.load(file)
    months = model["released"].shape[1]
    funds = len(model["pays"])
    group, fund, month = (axis.ravel() for axis in np.indices((len(model["size"]), funds, months)))
    allowed = (
        (model["open"][group] >> fund & 1 == 1)
        & (model["payable"][group] >> month & 1 == 1)
        & (model["pays"][fund] >> month & 1 == 1)
    )
    group, fund, month = group[allowed], fund[allowed], month[allowed]
    every = np.arange(len(group))
    purse = model["of"][fund, model["village"][group]]
    by_person = coo_matrix((np.ones(len(every)), (group * months + month, every)))
    rows, columns = [], []
    for until in range(months):
        inside = np.flatnonzero(month <= until)
        rows.append(purse[inside] * months + until)
        columns.append(inside)
    price = model["prices"].max(axis=1)
    own = np.zeros(len(model["released"]), dtype=np.int64)
    own[purse] = price[fund]
    bought = (model["released"] // np.maximum(own, 1)[:, None]).ravel()
    row, column = np.concatenate(rows), np.concatenate(columns)
    by_money = coo_matrix((np.ones(len(row)), (row, column)), shape=(len(bought), len(every)))
    size = np.repeat(model["size"], months)[: by_person.shape[0]]
    begun = time.perf_counter()
    found = milp(
        -np.ones(len(every)),
        integrality=np.ones(len(every)),
        bounds=Bounds(0, np.inf),
        constraints=[LinearConstraint(by_person.tocsr(), ub=size), LinearConstraint(by_money.tocsr(), ub=bought)],
        options={"mip_rel_gap": 0.0, "time_limit": 900},
    )
    took = time.perf_counter() - begun
    print(json.dumps({"value": round(-found.fun), "seconds": took, "variables": len(every), "status": found.message}))


if __name__ == "__main__":
    main(sys.argv[1])
