package it;

import static org.junit.Assert.assertEquals;

import org.junit.Test;

public class NoDatabaseTest {
    @Test
    public void opensNothing() {
        assertEquals(4, 2 + 2);
    }
}
