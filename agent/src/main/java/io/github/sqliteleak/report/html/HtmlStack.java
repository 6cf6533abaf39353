package io.github.sqliteleak.report.html;

import java.util.ArrayList;
import java.util.List;

/**
 * An opening stack: the user's own frames first, since the fault is in one of them.
 *
 * @param own the user's frames, the open site first; the first frames of all when there are none
 * @param whole in its order, empty when there is no more in it
 * @param cut how many frames of it are left out
 */
record HtmlStack(List<HtmlFrame> own, List<HtmlFrame> whole, int cut) {
    private static final int OWN_SHOWN = 8;
    private static final int SHOWN = 120;
    private static final int MARKUP = 10;

    /**
     * Takes a stack apart.
     *
     * @param room how many characters the whole stack may take
     */
    static HtmlStack of(List<String> stack, int room) {
        List<HtmlFrame> frames = new ArrayList<>();
        List<HtmlFrame> own = new ArrayList<>();
        for (String frame : stack.subList(0, Math.min(stack.size(), SHOWN))) {
            HtmlFrame parsed = HtmlFrame.of(frame);
            frames.add(parsed);
            if (!parsed.library() && own.size() < OWN_SHOWN) {
                own.add(parsed);
            }
        }
        if (own.isEmpty()) {
            own.addAll(frames.subList(0, Math.min(frames.size(), OWN_SHOWN)));
        }
        if (own.size() == frames.size()) {
            return new HtmlStack(own, List.of(), stack.size() - own.size());
        }
        List<HtmlFrame> whole =
                HtmlRoom.first(frames, SHOWN, room, frame -> frame.text().length() + MARKUP);
        return new HtmlStack(own, whole, stack.size() - whole.size());
    }
}
