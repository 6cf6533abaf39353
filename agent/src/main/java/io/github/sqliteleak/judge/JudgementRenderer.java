package io.github.sqliteleak.judge;

/** Turns a judgement into the text of one format. Lines end in {@code \n}, the last one too. */
@FunctionalInterface
public interface JudgementRenderer {
    String render(Judgement judgement);
}
