package dev.sluice.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Files that are published together under one prefix that carries the hash of them all.
 *
 * <p>One hash for the bundle, not one per file, because the modules import each other by relative URL: whoever
 * loaded one of them gets the others of the same build.
 */
final class AssetBundle {
    private static final int HASH_CHARACTERS = 12;

    private final Map<String, Asset> assets = new LinkedHashMap<>();
    private final String hash;

    private AssetBundle(String folder, Iterable<String> names) {
        MessageDigest digest = sha256();
        for (String name : names) {
            Asset asset = Asset.read(folder, name);
            assets.put(name, asset);
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            digest.update(asset.plain().getBytes());
        }
        hash = HexFormat.of().formatHex(digest.digest()).substring(0, HASH_CHARACTERS);
    }

    /** Reads the files {@code names} of a class-path folder: blocking, to be done once at start. */
    static AssetBundle read(String folder, Iterable<String> names) {
        return new AssetBundle(folder, names);
    }

    /** The first 12 hex digits of the SHA-256 over names and contents. */
    String hash() {
        return hash;
    }

    Optional<Asset> find(String name) {
        return Optional.ofNullable(assets.get(name));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
