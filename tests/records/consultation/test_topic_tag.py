"""Tags of topics: each word once, from the code table of the office."""

from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from models.base import db
from models.consultation.topic import TopicTag
from models.lookups import rows_where
from tests.consultation_factories import make_topic
from tests.factories import make, make_code_item
from tests.records.conftest import Entering

RIGHTS = {
    "read": "clerk committee chair auditor member: read of topic_id",
    "create update trash": "clerk committee member: update of topic_id",
}
NOUNS = {"topic": "topic_id", "tag": "tag_id"}


def furnish(frame: Any, people: Any) -> None:
    """Tag the topics that stand there already for the contracts."""
    tag = make_code_item(table_name="topic_tag", label="防护物资").id
    for platform in (frame.platform, frame.other_platform):
        for topic in rows_where("topic", "id", where={"platform_id": platform}):
            make(TopicTag, topic_id=topic.id, tag_id=tag)


def test_a_topic_has_a_tag_once(entering: Entering):
    with entering():
        topic = make_topic().id
        goods, labour = (
            make_code_item(table_name="topic_tag", label=name).id for name in ("防护物资", "用工")
        )
        for tag in (goods, labour):
            make(TopicTag, topic_id=topic, tag_id=tag)
        db.session.commit()
        with pytest.raises(IntegrityError):
            make(TopicTag, topic_id=topic, tag_id=goods)
        db.session.rollback()
        assert len(rows_where("topic_tag", "id", where={"topic_id": topic})) == 2
