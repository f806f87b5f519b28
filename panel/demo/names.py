"""Invented names. None is anybody's: they are drawn from two lists by a fixed seed."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

_SURNAMES = "周罗许唐郑吴谢邓林贺陈李王张刘杨赵黄徐孙胡朱高何郭马梁宋韩冯于董萧程曹袁傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
_FIRST = "怀以柏念明文知青维婉清予承若景书思修远仲佩尚启光立云庭泽安绍子汝兆继守宗伯映晓慕"
_SECOND = "远宁舟慈川渊夏山翰华和涵之衡平年行瑜岚松筠珩嘉言谦礼诚澜屿峤岱峰棠溪桐梧楠榕杉"


def invented_names(seed: int) -> Iterator[str]:
    """Yield names without end, none of them twice."""
    draw = Random(seed)
    seen: set[str] = set()
    while True:
        given = draw.choice(_FIRST) + (draw.choice(_SECOND) if draw.random() < 0.92 else "")
        name = draw.choice(_SURNAMES) + given
        if name not in seen:
            seen.add(name)
            yield name
