"""The screens of the guides and the picture of the README, taken from the real program on the demo's data.

    python -m tests.captures                  writes docs/screens/*/*.txt, puts them into the guides, and docs/home.svg
    python -m tests.captures reviewer_month   only what this scene of tests/docs/scenes.py takes

Run it after a screen has changed; what it writes is committed. It has a PostgreSQL and state folders of its own, and
nothing of this machine is in what it writes: the demo's day is pinned, and the few times that the real clock gives
(the audit's, a draft's) are shown as of that day.
"""

from __future__ import annotations

import datetime as dt
import re
import shutil
import sys
import tempfile
from pathlib import Path

from db import demo
from tests.docs import guides
from tests.docs.picture import picture
from tests.docs.scenes import SCENES, Scene, Stage
from tests.servers import Cluster, running
from tui.wording import i18n
from tui.wording.times import ZONE

PINNED = "16/10"  # the demo's day
NINE = "09:00"


def written(lines: list[str], real: set[str]) -> str:
    """The screen as text without blank lines at its end. `real` are today's days as `22/11`: their times are pinned."""
    text = "\n".join(lines).rstrip() + "\n"
    days = "|".join(sorted(real))
    text = re.sub(rf"\b(?:{days})/\d{{4}} \d\d:\d\d", f"{PINNED}/2023 {NINE}", text)
    return re.sub(rf"\b(?:{days}) \d\d:\d\d", f"{PINNED} {NINE}", text)


def real_days() -> set[str]:
    """Today, and the days around it should midnight pass meanwhile."""
    now = dt.datetime.now(ZONE)
    return {f"{now + dt.timedelta(days):%d/%m}" for days in (-1, 0, 1)}


def take(cluster: Cluster, language: str, scene: Scene, folder: Path) -> None:
    """The screens of a scene in one language, into `folder`/screens/<language>; home as a picture too."""
    i18n.setup(language)
    target = folder / "screens" / language
    target.mkdir(parents=True, exist_ok=True)
    days = real_days()
    database = cluster.copy_of("demo", demo.build)
    with Stage(database, language, folder / language / scene.__name__) as stage:
        scene(stage)
    for name, lines in stage.taken.items():
        (target / f"{name}.txt").write_text(written(lines, days), encoding="utf-8")
    if language == i18n.SOURCE and stage.home:
        (folder / "home.svg").write_text(picture(stage.home, "Lắng Nghe"), encoding="utf-8")
    database.drop()
    print(f"{language}: {', '.join(stage.taken)}", flush=True)


def main(wanted: list[str]) -> int:
    """Take those of the scenes that are named; without names all, and no older capture stays."""
    folder = Path(tempfile.mkdtemp(prefix="langnghe-captures-"))
    try:
        with running(18) as cluster:
            for language in guides.GUIDES:
                for scene in SCENES:
                    if not wanted or scene.__name__ in wanted:
                        take(cluster, language, scene, folder)
        if not wanted:
            shutil.rmtree(guides.DOCS / "screens", ignore_errors=True)
        shutil.copytree(folder / "screens", guides.DOCS / "screens", dirs_exist_ok=True)
        if (folder / "home.svg").exists():
            shutil.copy(folder / "home.svg", guides.DOCS / "home.svg")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    guides.fill()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
