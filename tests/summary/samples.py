# ruff: noqa: E501 (East Asian letters count as two)
"""One session summary in six languages, with names in other scripts: what a page has to be able to print.

The texts are samples, unreviewed: they test how a page is set, not its wording.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from itertools import cycle
from typing import Any

from ciworkbook.drawings.ring_map import Placed, Ring, ring_map, ring_map_sheet
from ciworkbook.drawings.staircase import Tread, staircase, staircase_sheet
from ciworkbook.summary.document import (
    Block,
    Boxes,
    Document,
    Figure,
    Grid,
    Heading,
    Line,
    Paragraphs,
    Room,
    Rule,
    Table,
)
from ciworkbook.text import cells

NAMES = ("민아", "أحمد", "प्रिया", "Nguyễn Thị Minh", "王芳")


@dataclass(frozen=True)
class Sample:
    """The words of a summary in one language."""

    title: str
    talked: str
    told: str
    here: str
    agreements: str
    agreed: tuple[str, ...]
    dates: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    steps: tuple[str, ...]
    rings: tuple[str, ...]
    care: str
    now: str


SAMPLES = {
    "en": Sample(
        title="Session summary",
        talked="What we talked about",
        told=(
            "We met for the third time. 민아 came with أحمد, and प्रिया called from home. We read "
            "the agreements aloud, one after the other, and everybody could say what is not "
            "clear yet. Nobody had to answer. Two things stay open until the next meeting: who "
            "drives the children on Fridays, and what happens if someone calls late at night."
        ),
        here="Who is here",
        agreements="Agreements",
        agreed=(
            "Nobody speaks about this outside the group without asking.",
            "We call before we come.",
            "The plan is looked at again in two weeks.",
        ),
        dates="Next dates",
        header=("Who", "What", "When"),
        rows=(
            ("王芳", "brings the papers", "Tuesday"),
            ("Nguyễn Thị Minh", "asks at the school whether the letter came", "Thursday"),
        ),
        steps=("The harm stops", "Seeing that it was harm", "Hearing what it did", "Repair"),
        rings=("Near", "Within reach", "Far"),
        care="Please give this page back when it is read.",
        now="Here now",
    ),
    "es": Sample(
        title="Resumen de la reunión",
        talked="De qué hablamos",
        told=(
            "Nos reunimos por tercera vez. 민아 vino con أحمد, y प्रिया llamó desde su casa. "
            "Leímos los acuerdos en voz alta, uno tras otro, y cada persona pudo decir qué no "
            "está claro todavía. Nadie tuvo que contestar. ¿Qué queda abierto? Quién lleva a las "
            "niñas los viernes, y qué hacemos si alguien llama muy tarde por la noche."
        ),
        here="Quiénes están",
        agreements="Acuerdos",
        agreed=(
            "Nadie habla de esto fuera del grupo sin preguntar.",
            "Llamamos antes de venir.",
            "Miramos el plan otra vez en dos semanas.",
        ),
        dates="Próximas fechas",
        header=("Quién", "Qué", "Cuándo"),
        rows=(
            ("王芳", "trae los papeles", "martes"),
            ("Nguyễn Thị Minh", "pregunta en la escuela si llegó la carta", "jueves"),
        ),
        steps=("El daño para", "Ver que fue un daño", "Escuchar lo que causó", "Reparación"),
        rings=("Cerca", "Al alcance", "Lejos"),
        care="Devuelva esta hoja después de leerla.",
        now="Aquí ahora",
    ),
    "ko": Sample(
        title="모임 요약",
        talked="우리가 나눈 이야기",
        told=(
            "우리는 세 번째로 만났습니다. 민아 씨가 أحمد 씨와 함께 왔고, प्रिया 씨는 집에서 전화로 참여했습니다. 약속을 하나씩 소리 내어 읽었고, "
            "아직 분명하지 않은 것이 있으면 누구나 말할 수 있었습니다. 대답하지 않더라도 괜찮았습니다. 다음 모임까지 두 가지가 남아 있습니다. 금요일에 누가 "
            "아이들을 데려다주는지, 그리고 밤늦게 전화가 오면 어떻게 하는지입니다."
        ),
        here="함께한 사람들",
        agreements="약속",
        agreed=(
            "묻지 않고는 모임 밖에서 이야기하지 않습니다.",
            "오기 전에 전화합니다.",
            "두 주 뒤에 계획을 다시 봅니다.",
        ),
        dates="다음 날짜",
        header=("누가", "무엇을", "언제"),
        rows=(
            ("王芳", "서류를 가져옵니다", "화요일"),
            ("Nguyễn Thị Minh", "편지가 왔는지 학교에 물어봅니다", "목요일"),
        ),
        steps=("해를 멈추기", "그것이 해였음을 알기", "무엇을 남겼는지 듣기", "회복하기"),
        rings=("가까이", "닿을 수 있는", "멀리"),
        care="읽은 뒤에 이 종이를 돌려주세요.",
        now="지금 여기",
    ),
    "ar": Sample(
        title="ملخّص اللقاء",
        talked="ما تحدّثنا عنه",
        told=(
            "التقينا للمرة الثالثة. جاءت 민아 مع أحمد، واتصلت प्रिया من بيتها. قرأنا الاتفاقات "
            "بصوت مسموع، واحدًا بعد الآخر، واستطاع كل شخص أن يقول ما ليس واضحًا بعد. لم يكن على "
            "أحد أن يجيب. يبقى أمران مفتوحين حتى اللقاء القادم: من يوصل الأطفال يوم الجمعة، "
            "وماذا نفعل إذا اتصل أحد في وقت متأخر من الليل (بعد 22:30)."
        ),
        here="من هنا",
        agreements="الاتفاقات",
        agreed=(
            "لا يتحدّث أحد عن هذا خارج المجموعة من دون أن يسأل.",
            "نتصل قبل أن نأتي.",
            "ننظر إلى الخطة مرة أخرى بعد أسبوعين.",
        ),
        dates="المواعيد القادمة",
        header=("من", "ماذا", "متى"),
        rows=(("王芳", "تحضر الأوراق", "الثلاثاء"), ("Nguyễn Thị Minh", "تسأل في المدرسة هل وصلت الرسالة", "الخميس")),
        steps=("يتوقّف الأذى", "رؤية أنه كان أذى", "سماع ما تركه", "الإصلاح"),
        rings=("قريب", "في المتناول", "بعيد"),
        care="أعد هذه الورقة بعد قراءتها.",
        now="هنا الآن",
    ),
    "hi": Sample(
        title="बैठक का सारांश",
        talked="हमने किस बारे में बात की",
        told=(
            "हम तीसरी बार मिले। 민아 أحمد के साथ आई, और प्रिया ने घर से फ़ोन किया। हमने समझौते "
            "एक-एक करके ज़ोर से पढ़े, और हर व्यक्ति कह सका कि क्या अब भी स्पष्ट नहीं है। किसी को "
            "जवाब देना ज़रूरी नहीं था। अगली बैठक तक दो बातें खुली हैं: शुक्रवार को बच्चों को कौन "
            "ले जाएगा, और रात में देर से फ़ोन आए तो क्या करें।"
        ),
        here="कौन यहाँ है",
        agreements="समझौते",
        agreed=("बिना पूछे कोई इस बारे में बाहर बात नहीं करता।", "हम आने से पहले फ़ोन करते हैं।", "दो हफ़्ते बाद योजना फिर देखी जाएगी।"),
        dates="अगली तारीखें",
        header=("कौन", "क्या", "कब"),
        rows=(("王芳", "काग़ज़ लाती हैं", "मंगलवार"), ("Nguyễn Thị Minh", "स्कूल में पूछती हैं कि चिट्ठी आई या नहीं", "गुरुवार")),
        steps=("नुकसान रुकता है", "देखना कि यह नुकसान था", "सुनना कि उसने क्या किया", "मरम्मत"),
        rings=("पास", "पहुँच में", "दूर"),
        care="पढ़ने के बाद यह पन्ना वापस दें।",
        now="अभी यहाँ",
    ),
    "zh": Sample(
        title="会议摘要",
        talked="我们谈了什么",
        told=(
            "我们第三次见面。민아和أحمد一起来，प्रिया从家里打电话参加。我们把约定一条一条念出来，每个人都可以说还有什么不清"
            "楚。没有人必须回答。到下次会议前还有两件事没有决定：星期五谁送孩子，以及如果有人深夜打电话怎么办（“晚上十点以后”）。"
        ),
        here="谁在这里",
        agreements="约定",
        agreed=("不先问过，谁也不在小组外谈这件事。", "来之前先打电话。", "两个星期以后再看计划。"),
        dates="下次日期",
        header=("谁", "什么", "什么时候"),
        rows=(("王芳", "带文件", "星期二"), ("Nguyễn Thị Minh", "问学校信到了没有", "星期四")),
        steps=("伤害停止", "看到那是伤害", "听到它造成了什么", "修复"),
        rings=("近", "够得着", "远"),
        care="看完后请把这页还给我。",
        now="现在在这里",
    ),
}


def lines(*said: str) -> tuple[Line, ...]:
    return tuple(Line(str(at), one) for at, one in enumerate(said))


def _table(said: Sample) -> Table:
    return Table(
        "dates",
        said.dates,
        said.header,
        tuple((Line(f"d{at}", " · ".join(row)), row) for at, row in enumerate(said.rows)),
    )


def written(language: str) -> Document:
    """Return a summary with every kind of block, those for blank paper too."""
    said = SAMPLES[language]
    treads = [
        Tread(str(at), step, said.now if at == 1 else "", at in (0, 1), at == 0) for at, step in enumerate(said.steps)
    ]
    rings = [Ring(str(at), ring) for at, ring in enumerate(said.rings)]
    placed = [Placed(str(at), name, str(at % 3), str((at + 1) % 3) if at == 1 else "") for at, name in enumerate(NAMES)]
    stairs, rounds = staircase(treads, width=72), ring_map(rings, placed, width=72, height=22)
    drawn = ring_map_sheet(rings, placed, width_mm=160, height_mm=105)
    blocks: tuple[Block, ...] = (
        Heading("title", said.title, 1),
        Paragraphs("care", said.care, (), "care"),
        Heading("talked", said.talked, 2),
        Paragraphs("here", said.here, lines(*NAMES)),
        Paragraphs("told", said.talked, lines(said.told, said.told), prose=True),
        Paragraphs("agreements", said.agreements, lines(*said.agreed)),
        Heading("dates", said.dates, 2),
        _table(said),
        Heading("steps", said.steps[-1], 2),
        Figure(Line("stairs", stairs.alt), stairs, staircase_sheet(treads, width_mm=160)),
        Figure(Line("rings", rounds.alt), rounds, drawn),
        Heading("blank", said.agreements, 2),
        Room("room", said.talked, said.care, 3),
        Boxes("any", said.agreements, "", said.agreed, note=True),
        Boxes("one", said.agreements, said.care, said.rings, one=True),
        Grid("rows", said.dates, "", said.header, (), 2),
        Grid("stubs", said.dates, "", said.header[1:], said.steps),
        Rule("rule", said.talked, "", said.rings[0], said.rings[-1], 7),
    )
    return Document(said.title, language, blocks)


def card(language: str) -> Document:
    """Return what somebody might carry with them."""
    said = SAMPLES[language]
    blocks: tuple[Block, ...] = (
        Heading("title", said.title, 1),
        Paragraphs("here", said.here, lines(*NAMES)),
        Paragraphs("agreements", said.agreements, lines(*said.agreed)),
        _table(said),
        Paragraphs("told", said.talked, lines(said.told)),
        Paragraphs("care", said.care, (), "care"),
    )
    return Document(said.title, language, blocks, form="card")


def in_language(document: Document, language: str) -> Document:
    """Return `document` with words of a sample in place of all its own: as long, in the same places."""
    words = _words(language)

    def said(text: str) -> str:
        found: list[str] = []
        while text and cells(" ".join(found)) < cells(text):
            found.append(next(words))
        return ("" if language == "zh" else " ").join(found)

    def change(block: Block) -> Block:
        made: dict[str, Any] = {}
        for one in fields(block):
            value = getattr(block, one.name)
            if one.name in ("text", "label", "hint", "low", "high"):
                made[one.name] = "\n".join(said(part) for part in value.split("\n"))
            elif one.name in ("options", "header", "stubs"):
                made[one.name] = tuple(map(said, value))
        match block:
            case Paragraphs(lines=lines_):
                made["lines"] = tuple(replace(line, text=said(line.text)) for line in lines_)
            case Table(rows=rows):
                made["rows"] = tuple((replace(line, text=said(line.text)), tuple(map(said, row))) for line, row in rows)
            case Figure(sheet=sheet, picture=picture):
                shapes = tuple(replace(shape, text=said(shape.text)) for shape in sheet.shapes)
                made["sheet"] = replace(sheet, shapes=shapes, alt=said(sheet.alt))
                made["picture"] = replace(picture, alt=said(picture.alt))
        return replace(block, **made)

    return replace(document, language=language, blocks=tuple(change(block) for block in document.blocks))


def _words(language: str) -> Iterator[str]:
    sample = SAMPLES[language]
    told = [*NAMES[:2], *(sample.told if language == "zh" else sample.told.split()), *NAMES[2:]]
    return cycle(told)
