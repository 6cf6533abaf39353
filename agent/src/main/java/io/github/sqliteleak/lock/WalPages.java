package io.github.sqliteleak.lock;

/**
 * The size of a database's pages, by the lengths that its WAL has had: a header of 32 bytes, and
 * for each page 24 bytes more than it has. So nothing need be read.
 *
 * @see <a href="https://www.sqlite.org/fileformat2.html#walformat">The WAL file format</a>
 */
final class WalPages {
    private static final int HEADER = 32;
    private static final int FRAME_HEADER = 24;
    private static final int SMALLEST = 512;
    private static final int SIZES = 8;
    private static final int USUAL = 4_096;

    /** One bit for each size that all lengths fit. */
    private int possible = (1 << SIZES) - 1;

    void saw(long walLength) {
        int fitting = 0;
        for (int i = 0; i < SIZES; i++) {
            if ((walLength - HEADER) % ((SMALLEST << i) + FRAME_HEADER) == 0) {
                fitting |= 1 << i;
            }
        }
        possible &= fitting;
    }

    /** How long a WAL of so many pages is, of the largest that they can be. */
    long walLength(long pages) {
        int page =
                possible == 0 ? USUAL : SMALLEST << (31 - Integer.numberOfLeadingZeros(possible));
        return HEADER + pages * (page + FRAME_HEADER);
    }
}
