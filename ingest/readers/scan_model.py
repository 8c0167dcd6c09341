"""Pictures of words → their characters, as an OCR model reads them: how sure it is of each, and what else it could be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from ingest.readers.scan_picture import Pixels

THREADS = 1  # there is a process for every core
AT_ONCE = 1  # words; more need more memory and no less time, and a word would be read otherwise beside a longer one
LEAST = 0.01  # what is less likely is no other reading
_BLANK = 0  # the model's sign for: no character here


@dataclass(frozen=True, slots=True)
class Character:
    """A character as it was read, how sure the model is of it, and what else it could be, with how likely that is."""

    text: str
    confidence: float
    others: tuple[tuple[str, float], ...] = ()


def pictures_to_characters(pictures: list[Pixels]) -> Iterator[list[Character]]:
    """Grey pictures of one line each → their characters, in the same order."""
    if pictures:
        yield from _model().recognize_txt([cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR) for grey in pictures]).word_results


class _Decoder:
    """In place of rapidocr's own, which keeps of every step only the likeliest character."""

    def __init__(self, characters: list[str]) -> None:
        self.characters = characters

    def __call__(
        self, steps: NDArray[np.float32], *_: object, **__: object
    ) -> tuple[list[tuple[str, float]], list[list[Character]]]:
        """What the model says of pictures (pictures × steps from left to right × characters) → texts, and their characters."""
        read = [list(self._characters(own)) for own in steps]
        return [("".join(character.text for character in own), 1.0) for own in read], read

    def _characters(self, steps: NDArray[np.float32]) -> Iterator[Character]:
        """A character for every run of steps in which it is the likeliest; the step that shows it best tells how likely it is."""
        best = steps.argmax(axis=1)
        starts = np.flatnonzero(np.diff(best, prepend=-1))
        for start, end in zip(starts.tolist(), [*starts[1:].tolist(), len(best)], strict=True):
            if (code := int(best[start])) != _BLANK:
                yield self._character(steps[start + int(steps[start:end, code].argmax())], code)

    def _character(self, likely: NDArray[np.float32], code: int) -> Character:
        others = [int(other) for other in np.flatnonzero(likely >= LEAST) if other not in (code, _BLANK)]
        ranked = sorted(((self.characters[other], float(likely[other])) for other in others), key=lambda one: -one[1])
        return Character(self.characters[code], float(likely[code]), tuple(ranked))


@cache
def _model() -> Any:
    """The recognition model that lies in rapidocr's wheel. It is opened by its path, so that nothing is ever fetched."""
    import rapidocr

    (file,) = Path(rapidocr.__file__).with_name("models").glob("*_rec_*.onnx")
    engine: Any = rapidocr.RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.return_word_box": True,
            "Global.use_det": False,
            "Global.use_cls": False,
            "Rec.model_path": str(file),
            "Rec.rec_batch_num": AT_ONCE,
            "EngineConfig.onnxruntime.intra_op_num_threads": THREADS,
        }
    )
    recognizer = engine._load_rec_model()
    recognizer.postprocess_op = _Decoder(recognizer.postprocess_op.character)
    return engine
