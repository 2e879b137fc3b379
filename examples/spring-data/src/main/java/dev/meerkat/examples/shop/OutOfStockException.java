package dev.meerkat.examples.shop;

/** Thrown where more is asked for than there is. */
public class OutOfStockException extends RuntimeException {

    private static final long serialVersionUID = 1;

    OutOfStockException(Product product, int pieces) {
        super("There are " + product.stock() + " pieces of " + product.name() + ", not " + pieces);
    }
}
